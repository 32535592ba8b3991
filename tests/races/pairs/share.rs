//! What part of the pairs is run.

/// The `part`-th of `of`, from 0.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    part: usize,
    of: usize,
}

impl Share {
    pub(crate) fn from_environment() -> Self {
        let Ok(share) = std::env::var("P11_RACES_SHARE") else { return Self { part: 0, of: 1 } };
        let (part, of) = share.split_once('/').expect("P11_RACES_SHARE is like 1/2");
        let number = |text: &str| text.trim().parse::<usize>().expect("P11_RACES_SHARE is two numbers");
        let (part, of) = (number(part), number(of));
        assert!(part > 0 && part <= of, "P11_RACES_SHARE is like 1/2");
        Self { part: part - 1, of }
    }

    pub(crate) fn has(self, pair: usize) -> bool {
        pair % self.of == self.part
    }
}
