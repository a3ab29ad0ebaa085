//! Every page of the screen and all that lies over one, each with the keys that lead to it from the
//! third item. Driven in a terminal that is killed or closed, and in the library's own tests, which
//! fail where a page, a layer or a field is not among them.

/// A standard with an item for every kind of page.
pub(crate) const YAML: &str = "\
id: pages
title: Pages
sections:
  start:
    title: Start
    items:
      speed: {ask: How long until you were greeted?, within: [20s, 1m]}
      prompts: {ask: How many menu choices?, up_to: [1, 3]}
      named: {ask: Did they say their name?, remark: on_low}
  end:
    title: End
    items:
      describe: {ask: What did they look for?, tick: [Looks, Microchip or collar, Where last seen]}
      floor: {ask: Which floor was it?, best_first: [First, Second, Third, Fourth, Fifth, Sixth, Seventh, Eighth, Ninth, Tenth]}
      cost: {ask: What did it cost?, number: euro}
      story: {ask: In your own words?, text: true}
";

/// Keys that answer the first two items, and what is said then.
pub(crate) const BEGIN: Steps = &[
    ("4", "Enter saves"),
    ("5s\r", "Saved 1.1: 45 seconds."),
    ("2", "Enter saves"),
    ("\r", "Saved 1.2: 2."),
];

/// Keys as a terminal sends them, and what stands there once they were taken.
pub(crate) type Steps = &'static [(&'static str, &'static str)];

/// Where a text is being written.
pub(crate) const TEXT: Steps = &[("/words\r", "2.4 - "), ("\r", "Esc leaves a draft")];

/// A page, and the steps that lead to it.
pub(crate) const PAGES: &[(&str, Steps)] = &[
    ("card", &[]),
    ("time", &[("/greeted\r", "1.1 - "), ("7", "Enter saves")]),
    ("count", &[("/menu\r", "1.2 - "), ("7", "Enter saves")]),
    ("number", &[("/cost\r", "2.3 - "), ("7", "Enter saves")]),
    ("ticks", &[("/look\r", "2.1 - "), ("1", "[*] 1  Looks")]),
    ("option", &[("/floor\r", "2.2 - "), ("1", "Enter takes it")]),
    ("text", TEXT),
    (
        "change of a text",
        &[
            ("/words\r", "2.4 - "),
            ("\r", "Esc leaves a draft"),
            ("Kind.\x13", "Saved 2.4: Kind."),
            ("/words\r", "Enter opens it"),
            ("\r", "Esc leaves a draft"),
            (" Very.\x1b", "Left as a draft"),
        ],
    ),
    ("remark", &[("c", "Esc leaves a draft")]),
    ("reasons", &[("x", "Why is there no answer?")]),
    (
        "reasons with words",
        &[("x", "Why is there no answer?"), ("w", "Now 1, 2 or 3")],
    ),
    (
        "why",
        &[("x", "Why is there no answer?"), ("3", "Why was it right?")],
    ),
    (
        "causes",
        &[("/greeted\r", "1.1 - "), ("w", "Why did it fall short?")],
    ),
    ("evidence", &[("a", "Tab completes")]),
    (
        "evidence to follow",
        &[
            ("a", "Tab completes"),
            ("door.jpg\r", "type to follow: door.jpg"),
        ],
    ),
    (
        "stopwatch",
        &[("/greeted\r", "1.1 - "), ("t", "Stopwatch started")],
    ),
    ("command", &[(":", "Enter does it")]),
    ("nobody", &[(":nobody\r", "What happened?")]),
    ("notes", &[("m", "Notes of the visit")]),
    ("go to", &[("g", "Enter goes there")]),
    ("help", &[("?", "ANSWER")]),
    ("list", &[("l", "All items")]),
    ("help of the list", &[("l", "All items"), ("?", "MOVE")]),
    ("review", &[("r", "Review")]),
    ("score hidden", &[("%", "y shows it")]),
    ("score", &[("%", "y shows it"), ("y", "The score so far")]),
    (
        "end",
        &[
            ("x", "Why is there no answer?"),
            ("2", "Saved 1.3"),
            ("x", "Why is there no answer?"),
            ("2", "Saved 2.1"),
            ("x", "Why is there no answer?"),
            ("2", "Saved 2.2"),
            ("x", "Saved 2.3"),
            (":na\r", "Saved 2.4"),
            ("S", "Finish the visit?"),
        ],
    ),
];
