//! Every function stands in the lists where C has it, and takes the same arguments.

use crate::c_table;
use crate::layout::{FUNCTION_TYPES, PROTOTYPES};

/// A function: its type, its name, its arguments with their types.
type Function = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

macro_rules! functions {
    (
        {}
        $($version:ident { $($type:ident $name:ident $short:ident ($($argument:ident: $argument_type:ty),*);)* })*
    ) => {
        /// The functions of each version.
        const VERSIONS: &[&[Function]] = &[$(&[$(
            (stringify!($type), stringify!($name), &[$((stringify!($argument), stringify!($argument_type))),*]),
        )*]),*];
    };
}

pkcs11_sys::with_functions!(functions {});

/// A list, and how many functions it has.
const LISTS: [(&str, usize); 3] =
    [("CK_FUNCTION_LIST", 68), ("CK_FUNCTION_LIST_3_0", 92), ("CK_FUNCTION_LIST_3_2", 104)];

pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    VERSIONS.concat().into_iter().map(|(function_type, _, _)| function_type)
}

#[test]
fn lists_have_the_order_of_c() {
    let layout = c_table("layout").expect("build.rs compiles it");
    for (versions, (list, count)) in LISTS.into_iter().enumerate() {
        let prefix = format!("offset of {list}.");
        let mut c: Vec<(u64, &str)> =
            layout.iter().filter_map(|(name, offset)| Some((*offset, name.strip_prefix(&prefix)?))).collect();
        c.sort_unstable();
        let rust: Vec<&str> = VERSIONS[..=versions].concat().iter().map(|(_, name, _)| *name).collect();
        assert_eq!(c[0], (0, "version"));
        assert_eq!(c[1..].iter().map(|(_, name)| *name).collect::<Vec<_>>(), rust, "{list}");
        assert_eq!(rust.len(), count, "{list}");
    }
}

#[test]
fn functions_take_the_arguments_of_c() {
    let rust = VERSIONS.concat();
    assert_eq!((PROTOTYPES.len(), rust.len()), (104, 104));
    for ((type_name, name, arguments), (c_name, c_arguments)) in rust.iter().zip(PROTOTYPES) {
        let arguments = in_c(arguments);
        assert_eq!((*name, &*arguments), (*c_name, *c_arguments));
        let function_type = FUNCTION_TYPES.iter().find(|(c_type, _)| c_type == type_name);
        assert_eq!(function_type, Some(&(*type_name, &*arguments)));
    }
}

/// Arguments as C has them: every callback may be null without saying so, and a name may be `type`.
fn in_c(arguments: &[(&str, &str)]) -> String {
    let arguments = arguments.iter().map(|(name, argument_type)| {
        let argument_type = argument_type.replace(' ', "");
        let bare = argument_type.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>'));
        format!("{}: {}", name.trim_end_matches('_'), bare.unwrap_or(&argument_type))
    });
    arguments.collect::<Vec<_>>().join(", ")
}
