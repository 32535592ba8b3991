//! Time, with criterion: the null module as it is and with latency added to every call, and SoftHSM2 if there is one.
//!
//! `cargo bench -p pkcs11-benches --features time --bench time`; criterion's own options follow `--`. What criterion
//! finds is written to the file that `BENCH_TIMES` names. SoftHSM2 is used where `BENCH_MODULE` is its path and
//! `BENCH_TOKEN` and `BENCH_PIN` are a token's label and PIN. `BENCH_QUICK` makes it short and inexact.

mod estimate;

use criterion::{Criterion, SamplingMode};
use pkcs11_benches::rows;
use pkcs11_benches::{Bed, Column, Measure, Row};
use pkcs11_null::Setting;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// What a run of the rows is called, and what each call takes longer.
const LATENCIES: [(&str, u64); 3] = [("null", 0), ("null-50us", 50_000), ("null-1ms", 1_000_000)];

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("criterion");
    let quick = env::var_os("BENCH_QUICK").is_some();
    let mut times = Times { folder, quick, group: "", slow: false, table: String::new() };

    let mut bed = Bed::null();
    for (group, latency) in LATENCIES {
        (times.group, times.slow) = (group, latency > 0);
        if let Some(null) = &bed.null {
            null.set(Setting::Latency, latency);
        }
        if latency == 0 {
            rows::all(&mut bed, &mut times);
        } else {
            rows::calls(&mut bed, &mut times);
        }
    }
    drop(bed);

    match ["BENCH_MODULE", "BENCH_TOKEN", "BENCH_PIN"].map(env::var) {
        [Ok(module), Ok(token), Ok(pin)] => {
            (times.group, times.slow) = ("softhsm2", true);
            rows::calls(&mut Bed::token(Path::new(&module), &token, &pin), &mut times);
        }
        _ => println!("no BENCH_MODULE, BENCH_TOKEN and BENCH_PIN: SoftHSM2 is left out"),
    }
    if let Some(file) = env::var_os("BENCH_TIMES") {
        fs::write(&file, times.table).expect("BENCH_TIMES can be written");
    }
}

/// Measures time.
struct Times {
    folder: PathBuf,
    quick: bool,
    /// What the rows run on.
    group: &'static str,
    /// Whether calls are slow, so that few of them do.
    slow: bool,
    table: String,
}

impl Times {
    fn measure(&mut self, row: &Row, column: Column, mut run: impl FnMut(u64) -> Duration) {
        let milliseconds = if self.quick {
            (50, 100)
        } else if self.slow {
            (100, 300)
        } else {
            (300, 1000)
        };
        let samples = if self.quick || self.slow { 10 } else { 50 };
        let mut criterion = Criterion::default()
            .without_plots()
            .configure_from_args()
            .output_directory(&self.folder)
            .sample_size(samples)
            .nresamples(2000)
            .warm_up_time(Duration::from_millis(milliseconds.0))
            .measurement_time(Duration::from_millis(milliseconds.1));
        let name = format!("{}/{}", self.group, row.id);
        let mut group = criterion.benchmark_group(&name);
        if self.slow {
            group.sampling_mode(SamplingMode::Flat);
        }
        let mut ran = false;
        group.bench_function(column.to_string(), |bencher| {
            ran = true;
            bencher.iter_custom(&mut run);
        });
        group.finish();
        if ran {
            let estimate = estimate::median(&self.folder, &name, &column.to_string());
            writeln!(self.table, "{}\t{}\t{column}\t{estimate}", self.group, row.id).expect("a string grows");
        }
    }
}

impl Measure for Times {
    fn column(&mut self, row: &Row, column: Column, mut run: impl FnMut()) {
        self.measure(row, column, |times| {
            let start = Instant::now();
            for _ in 0..times {
                run();
            }
            start.elapsed()
        });
    }

    fn threads<F: FnMut()>(&mut self, row: &Row, column: Column, count: usize, make: impl Fn() -> F + Sync) {
        self.measure(row, column, |times| {
            let ready = Barrier::new(count);
            let work = || {
                let mut run = make();
                ready.wait();
                let start = Instant::now();
                for _ in 0..times {
                    run();
                }
                (start, Instant::now())
            };
            thread::scope(|scope| {
                let threads: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
                let spans: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("it works")).collect();
                // From the first that began to the last that ended.
                let begun = spans.iter().map(|(begun, _)| *begun).min();
                let ended = spans.iter().map(|(_, ended)| *ended).max();
                ended.zip(begun).map_or(Duration::ZERO, |(ended, begun)| ended - begun)
            })
        });
    }
}
