"""Draws two hundred random data sets of each kind and has other programs' statistics work them out.

    pip install scipy statsmodels krippendorff pymannkendall pingouin irrCAC pandas mpmath
    python tests/oracles/cross_check.py > tests/oracles/cross_check.json

`cargo test cross_check` compares ours with what was recorded. CR2 and the exact permutation test
have no small reference in Python: they are worked out here by brute force, from their definitions.
"""

import itertools
import json
import sys
import warnings
from importlib.metadata import version

import krippendorff
import mpmath
import numpy as np
import pandas as pd
import pingouin
import pymannkendall
from irrCAC.raw import CAC
from scipy import stats
from statsmodels.api import OLS
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import ttost_ind

warnings.filterwarnings("ignore")
mpmath.mp.dps = 30
random = np.random.default_rng(7)


def t_quantile(p, df):
    """By mpmath, for scipy's is right to eight digits only at few degrees of freedom."""
    above = lambda t: mpmath.betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True) / 2 - (1 - p)
    return float(mpmath.findroot(above, stats.t.ppf(p, df))) if p > 0.5 else 0.0


def scores(n, a=5, b=2):
    return np.round(random.beta(a, b, n), 3)


def welch():
    a, b = scores(random.integers(2, 16)), scores(random.integers(2, 16), 4, 3)
    test = stats.ttest_ind(a, b, equal_var=False)
    gap, error = a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    reach = t_quantile(0.975, test.df) * error
    same = ttost_ind(a, b, -0.05, 0.05, usevar="unequal")
    return [a.tolist(), b.tolist()], [test.statistic, test.pvalue, test.df, gap - reach, gap + reach, same[0]]


def cr2():
    sizes = random.integers(1, 6, random.integers(2, 8))
    of = np.repeat(np.arange(len(sizes)), sizes)
    y = np.round(random.beta(5, 2, len(sizes))[of] * 0.5 + random.beta(5, 2, len(of)) * 0.5, 3)
    n = len(y)
    hat = np.full((n, n), 1 / n)
    errors, variance, rows = y - y.mean(), 0.0, []
    for cluster in range(len(sizes)):
        here = np.where(of == cluster)[0]
        values, vectors = np.linalg.eigh(np.eye(len(here)) - hat[np.ix_(here, here)])
        adjust = vectors @ np.diag(values**-0.5) @ vectors.T
        weights = adjust @ np.full(len(here), 1 / n)
        variance += (weights @ errors[here]) ** 2
        rows.append((np.eye(n) - hat)[:, here] @ weights)
    products = np.array(rows) @ np.array(rows).T
    groups = [y[of == cluster].tolist() for cluster in range(len(sizes))]
    return groups, [y.mean(), variance, np.trace(products) ** 2 / np.sum(products * products)]


def shares():
    n1, n2 = (int(n) for n in random.integers(1, 40, 2))
    k1, k2 = int(random.integers(0, n1 + 1)), int(random.integers(0, n2 + 1))
    exact = proportion_confint(k1, n1, method="beta")
    exact = [0.0 if k1 == 0 else exact[0], 1.0 if k1 == n1 else exact[1]]
    between = lambda method: list(confint_proportions_2indep(k1, n1, k2, n2, method=method, compare="diff"))
    wilson = list(proportion_confint(k1, n1, method="wilson"))
    return [k1, n1, k2, n2], wilson + exact + between("newcomb") + between("agresti-caffo")


def many():
    p = np.round(random.random(random.integers(1, 16)) ** 2, 4)
    adjusted = [multipletests(p, method=method)[1] for method in ("holm", "fdr_bh", "simes-hochberg")]
    return p.tolist(), np.concatenate(adjusted)


def together():
    n = random.integers(5, 20)
    x = np.round(random.random(n), int(random.integers(1, 4)))
    y = np.round(0.5 * x + random.random(n), 3)
    pearson = stats.pearsonr(x, y)
    ends = pearson.confidence_interval()
    rho = stats.spearmanr(x, y).statistic
    return [x.tolist(), y.tolist()], [pearson.statistic, pearson.pvalue, ends.low, ends.high, rho]


def trend():
    n = int(random.integers(5, 20))
    x = np.round(random.random(n), int(random.integers(1, 4)))
    test = pymannkendall.original_test(x)
    tau = stats.kendalltau(np.arange(n), x)
    sen = stats.theilslopes(x, np.arange(n), 0.95)
    exact = tau.pvalue if n <= 10 and len(set(x)) == n else None
    ends = [sen.low_slope, sen.high_slope]
    return x.tolist(), [test.s, test.var_s, test.z, test.p, test.slope, exact, tau.statistic] + ends


def raters():
    n_categories, n_units, n_raters = (int(random.integers(a, b)) for a, b in ((2, 6), (6, 20), (2, 5)))
    truth = random.integers(0, n_categories, n_units)
    slips = random.integers(0, n_categories, (n_units, n_raters))
    given = np.where(random.random((n_units, n_raters)) < 0.7, truth[:, None], slips).astype(float)
    given[random.random((n_units, n_raters)) < 0.15] = np.nan
    given[0] = truth[0]
    given = given[~np.all(np.isnan(given), axis=1)]
    levels = ("nominal", "ordinal", "interval")
    alphas = [krippendorff.alpha(reliability_data=given.T, level_of_measurement=level) for level in levels]
    agreed = CAC(pd.DataFrame(given), categories=[float(k) for k in range(n_categories)], digits=12)
    figures = []
    for method in ("gwet", "fleiss", "conger", "bp"):
        estimate = getattr(agreed, method)()["est"]
        figures += [estimate["coefficient_value"], estimate["se"]]
    units = [[None if np.isnan(value) else int(value) for value in unit] for unit in given]
    return [units, n_categories], alphas + figures


def two_raters():
    table = random.integers(0, 9, (3, 3)) + np.eye(3, dtype=int) * 6
    kappa = cohens_kappa(table)
    weighted = [cohens_kappa(table, wt=how).kappa for how in ("linear", "quadratic")]
    return table.tolist(), [kappa.kappa, kappa.std_kappa, kappa.std_kappa0] + weighted


def five_raters():
    table = random.multinomial(5, np.ones(4) / 4, size=int(random.integers(3, 16)))
    return table.tolist(), [fleiss_kappa(table)]


def matched():
    table = random.integers(0, 25, (2, 2))
    p = mcnemar(table, exact=True).pvalue if table[0, 1] + table[1, 0] > 0 else 1.0
    return table.tolist(), [p]


def reliability():
    n_targets, n_raters = int(random.integers(3, 10)), int(random.integers(2, 5))
    table = random.normal(0, 1, (n_targets, 1)) + random.normal(0, 0.5, (1, n_raters))
    table = np.round(table + random.normal(0, 0.7, (n_targets, n_raters)), 3)
    places = itertools.product(range(n_targets), range(n_raters))
    long = pd.DataFrame([(t, r, table[t, r]) for t, r in places], columns=["target", "rater", "value"])
    found = pingouin.intraclass_corr(long, "target", "rater", "value")
    return table.tolist(), found["ICC"].tolist()


def permutation():
    a, b = (np.round(random.random(random.integers(2, 6)), 2) for _ in range(2))
    both, gap = np.r_[a, b], a.mean() - b.mean()
    ways = list(itertools.combinations(range(len(both)), len(a)))
    sums = np.array([both[list(way)].sum() for way in ways])
    gaps = sums / len(a) - (both.sum() - sums) / len(b)
    return [a.tolist(), b.tolist()], [np.mean(np.abs(gaps) >= abs(gap) - 1e-9)]


def quantile():
    df, p = float(np.round(10 ** random.uniform(0, 8), 3)), float(np.round(random.uniform(0.5, 0.9999), 4))
    return [p, df], [t_quantile(p, df), stats.t.sf(1.7, df)]


def partial():
    n = int(random.integers(12, 40))
    one, other = random.integers(0, int(random.integers(1, 5)), n), random.integers(0, int(random.integers(1, 6)), n)
    x = np.round(random.random(n) + 0.3 * one, 2)
    y = np.round(0.4 * x + random.random(n) + 0.5 * other, 3)
    groups = np.c_[np.ones(n), pd.get_dummies(one, dtype=float), pd.get_dummies(other, dtype=float)]
    taken = int(np.linalg.matrix_rank(groups)) - 1
    r = np.corrcoef(OLS(x, groups).fit().resid, OLS(y, groups).fit().resid)[0, 1]
    p = OLS(y, np.c_[x, groups]).fit().pvalues[0]
    reach = stats.norm.ppf(0.975) / np.sqrt(n - taken - 3)
    ends = [np.tanh(np.arctanh(r) - reach), np.tanh(np.arctanh(r) + reach)]
    return [x.tolist(), y.tolist(), one.tolist(), other.tolist()], [r, taken, p] + ends


KINDS = [
    *(welch, cr2, shares, many, together, trend, raters, two_raters),
    *(five_raters, matched, reliability, permutation, quantile, partial),
]


def spelt(figure):
    return None if figure is None or np.isnan(figure) else float(f"{float(figure):.12g}")


def main():
    names = ["numpy", "scipy", "statsmodels", "krippendorff", "pymannkendall", "pingouin", "irrCAC", "mpmath"]
    sources = ", ".join(f"{name} {version(name)}" for name in names)
    lines = []
    for kind in KINDS:
        for _ in range(200):
            given, figures = kind()
            expected = [spelt(figure) for figure in figures]
            case = {"kind": kind.__name__, "input": given, "expected": expected}
            lines.append(json.dumps(case, separators=(",", ":")))
    sys.stdout.write('{"source":' + json.dumps(f"tests/oracles/cross_check.py with {sources}"))
    sys.stdout.write(',"cases":[\n' + ",\n".join(lines) + "\n]}\n")


main()
