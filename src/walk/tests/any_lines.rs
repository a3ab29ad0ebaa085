//! Whatever is typed, the events tell the walk whole.

use proptest::prelude::*;

use super::super::Walk;
use super::super::grammar::{Line, read_line};
use super::super::sample::{Kept, standard};
use crate::model::visit::Role;

/// Any line that a person may type, in or out of place.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "y", "n", "1", "2", "3", "1,3", "0", "2 of 3", "25s", "4:30", "words", "x 1", "x 2 dark", "x 3 kind",
            "x 3", "c a remark", "c none", ":clear", "s", "f", "b", "-", "+", "o", "g 2", "g 3.1", "g greeted",
            "t", "t use", "t reset", "u", ":redo", ":nobody shut", ":somebody", ":cause policy", ":cause none",
            "a door.jpg", ":evidence none", ":score yes", ":notes more", ":na", ":back", ":undo",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn a_prefix_then_the_rest_is_the_whole(
        lines in prop::collection::vec(any_line(), 0..60),
        cut in 0.0..1.0f64,
        is_own: bool,
    ) {
        let standard = standard();
        let mut kept = Kept::new(&standard, if is_own { Role::Own } else { Role::Competitor });
        for line in &lines {
            if let Ok(Line::Request(request)) = read_line(&kept.walk.current().scale, line) {
                let _ = kept.ask(&request);
                prop_assert!(kept.walk.is_asked(kept.walk.cursor()));
                let (n_done, n_asked) = kept.walk.progress();
                prop_assert!(n_done <= n_asked);
            }
        }
        let whole = Walk::replay(&standard, &kept.entries).unwrap();
        prop_assert_eq!(&whole, &kept.walk);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a test's draw")]
        let cut = 1 + ((kept.entries.len() - 1) as f64 * cut) as usize;
        let mut part = Walk::replay(&standard, &kept.entries[..cut]).unwrap();
        for entry in &kept.entries[cut..] {
            part.apply(entry);
        }
        prop_assert_eq!(&part, &kept.walk);
        if let Ok(visit) = kept.walk.finish() {
            let card = crate::scoring::score(&standard, &visit);
            prop_assert!(card.items().count() == standard.items().count());
        }
    }
}
