//! Step 9: what the observer saw, and where to look for more.

use crate::report::{Report, Time};
use pkcs11_safe::{Function, ObservedCall, ReturnValue};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

#[derive(Default)]
struct Sum {
    calls: usize,
    time: Duration,
    longest: Duration,
    refusals: BTreeSet<ReturnValue>,
}

/// The calls by function, and how to see more of them.
pub(crate) fn summary(report: &mut Report) {
    let mut sums: BTreeMap<Function, Sum> = BTreeMap::new();
    for call in report.tally.calls() {
        sums.entry(call.function()).or_default().add(&call);
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, sum)| core::cmp::Reverse(sum.time));

    report
        .note(format_args!("{:<24} {:>6} {:>10} {:>10}   {}", "function", "calls", "time", "longest", "refused with"));
    for (function, sum) in sums {
        let refusals: Vec<_> = sum.refusals.iter().map(ToString::to_string).collect();
        let (time, longest) = (Time(sum.time).to_string(), Time(sum.longest).to_string());
        let row = format!("{:<24} {:>6} {time:>10} {longest:>10}   {}", function.name(), sum.calls, refusals.join(" "));
        report.note(row.trim_end());
    }
    println!();
    report.note("These come from `Module::observe`; with feature `tracing` each call is an event.");
    report.note("What OpenSC says to the card, it tells with OPENSC_DEBUG=3 in the environment, and more with 9.");
    report.note("To see the arguments, load OpenSC's pkcs11-spy.so as the module, and name the real one in PKCS11SPY");
    report.note("(PKCS11SPY_OUTPUT names a file). Both logs contain the PIN.");
}

impl Sum {
    fn add(&mut self, call: &ObservedCall) {
        self.calls += 1;
        self.time += call.duration();
        self.longest = self.longest.max(call.duration());
        if call.return_value() != ReturnValue::OK {
            self.refusals.insert(call.return_value());
        }
    }
}
