//! A tour of a token: everything that a user of a SmartCard-HSM (Nitrokey HSM) does with it, with software cryptography
//! on the other side. It tells what the token lacks, counts its calls, and removes what it made; interrupted, it leaves
//! keys whose label begins with `Tour`.
//!
//! ```text
//! PKCS11_PIN=648219 cargo run --example smartcard_hsm -- --module opensc-pkcs11.so --token-label Nitrokey
//! ```

#[path = "../common/mod.rs"]
mod common;

mod agree;
mod decrypt;
mod files;
mod find;
mod generate;
mod report;
mod sign;
mod software;
mod tally;
mod token;
mod watch;

use common::{CommandLine, Result};
use generate::Made;
use pkcs11_safe::encoding::ec::{Curve, CurveKind};
use pkcs11_safe::{InitializeArgs, Module};
use report::Report;
use std::error::Error;
use std::process::ExitCode;

const USAGE: &str = "smartcard_hsm [options]

Makes key pairs on the token, finds, exports and uses them, checks every result with software, and removes them.
The token has to be initialised: `sc-hsm-tool --initialize --so-pin 3537363231383830 --pin 648219 --label Nitrokey`.

  --curves A,B,C        the curves to use, by any of their names; P-256,P-384,P-521,secp256k1,brainpoolP256r1 by default
  --all-mechanisms      the table of mechanisms shows all of them, not only those for RSA and elliptic curves";

const CURVES: [Curve; 5] = [Curve::P256, Curve::P384, Curve::P521, Curve::SECP256K1, Curve::BRAINPOOL_P256R1];

fn main() -> ExitCode {
    common::main(USAGE, run)
}

fn run(mut line: CommandLine) -> Result<()> {
    let curves = line.option("--curves")?.map_or(Ok(CURVES.to_vec()), |names| parse_curves(&names))?;
    let all_mechanisms = line.flag("--all-mechanisms");
    let (args, []) = line.finish([])?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let mut report = Report::watching(&module);
    let report = &mut report;

    let (able, session, objects) = report.step(2, "The module, the token, and what it can do", |report| {
        let cryptoki = module.initialize(InitializeArgs::default())?;
        token::introduce(report, &args.module, &module, &cryptoki)?;
        let token = cryptoki.find_token(&args.token)?;
        let able = token::mechanisms(report, &token, all_mechanisms)?;
        let (session, objects) = token::log_in(report, &token, args.pin()?)?;
        Ok::<_, Box<dyn Error>>((able, session, objects))
    })?;
    // From here on there is something to remove: `Made` does, whatever happens.
    let mut made = Made::new(&session, objects)?;
    report.step(3, "Key pairs that stay on the token", |report| made.generate(report, &able, &curves));
    let mut keys = report.step(4, "Finding them again", |report| find::keys(report, &session, &made));
    report.step(5, "RSA: encrypted on the computer, decrypted on the token", |report| {
        decrypt::run(report, &able, &session, &mut keys);
    });
    report.step(6, "ECDSA: signed on the token, verified on the computer", |report| {
        sign::run(report, &able, &session, &mut keys);
    });
    report.step(7, "ECDH: agreed with a key on the computer, no KDF", |report| {
        agree::run(report, &able, &session, &keys);
    });
    report.step(8, "Files: encrypted for the token by anybody, decrypted with its help", |report| {
        files::run(report, &able, &session, &keys);
    });
    report.step(0, "Removing what was made", |report| made.remove(report));
    report.step(0, "Leaving", |report| token::log_out(report, session));
    report.step(9, "What went on", watch::summary);
    report.conclusion()
}

fn parse_curves(names: &str) -> Result<Vec<Curve>> {
    let mut curves = Vec::new();
    for name in names.split(',') {
        let curve = Curve::from_name(name).map_err(|unknown| format!("no curve is called {:?}", unknown.name()))?;
        if curve.kind() != CurveKind::Weierstrass {
            return Err(format!("{curve} is not for ECDSA: the tour cannot use it").into());
        }
        if !curves.contains(&curve) {
            curves.push(curve);
        }
    }
    Ok(curves)
}
