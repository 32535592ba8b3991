//! Loading: libraries by path, functions by name, and errors that say what is wrong with the file.
#![allow(unsafe_code)]

use super::image::{Identity, find_or_make, registry};
use super::interface;
use super::{Image, fork};
use crate::{Error, Function, Result};
use pkcs11_sys::{CK_C_GetFunctionList, CK_C_GetInterface};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

#[cfg(unix)]
use libloading::os::unix::Library;
#[cfg(windows)]
use libloading::os::windows::Library;

/// Loads a library, or finds the image of it that is loaded.
///
/// # Safety
///
/// The library is a PKCS #11 module that keeps to the assumptions of docs/UNSAFE.md.
pub(super) unsafe fn load(path: &OsStr) -> Result<Arc<Image>> {
    fork::watch();
    // SAFETY: the caller vouches for what the library does when it is loaded.
    let library = unsafe { open(path) }.map_err(|error| explain(path, error))?;
    let handle = library.into_raw();
    // SAFETY: the handle was given out by `into_raw` just now.
    let library = unsafe { Library::from_raw(handle) };
    let identity = Identity::Library(handle_address(handle));
    // The library is counted by the system: when the image is there already, this count is given back on drop.
    find_or_make(identity, || {
        // SAFETY: a symbol of this name in a PKCS #11 module is this function.
        let get_function_list = *unsafe { library.get::<CK_C_GetFunctionList>(b"C_GetFunctionList\0") }
            .map_err(|error| not_a_module(path, error))?;
        // SAFETY: as above.
        let get_interface = unsafe { library.get::<CK_C_GetInterface>(b"C_GetInterface\0") }.ok().map(|f| *f);
        let home = image_base(get_function_list as *const ());
        let accept = |function, address| plausible(function, address, home);
        // SAFETY: the caller vouches for the module.
        let (resolved, interface) = unsafe { interface::resolve(get_interface, get_function_list, accept) }?;
        Ok(Image::new(identity, resolved, interface, Some(library)))
    })
}

/// The image of a module that is part of the program.
///
/// # Safety
///
/// The functions are those of one module, which keeps to the assumptions of docs/UNSAFE.md.
pub(super) unsafe fn linked(
    get_function_list: CK_C_GetFunctionList,
    get_interface: Option<CK_C_GetInterface>,
) -> Result<Arc<Image>> {
    fork::watch();
    let mut list = core::ptr::null_mut();
    // SAFETY: the caller vouches for the function, which keeps to A6 and A9; `list` is exclusively borrowed for the call,
    // and a pointer is what is written to it (A1).
    let rv = unsafe { get_function_list(&raw mut list) };
    if rv != pkcs11_sys::CKR_OK {
        return Err(interface::refused(rv));
    }
    if list.is_null() {
        // Even if it has an interface: by its list it is told from others.
        return Err(interface::no_list());
    }
    let identity = Identity::List(list.addr(), get_interface.is_some());
    let home = image_base(get_function_list as *const ());
    // Where nobody can be asked about addresses, the list of a module that is part of the program is taken at its word.
    let accept = |function, address| home.is_none() || plausible(function, address, home);
    find_or_make(identity, || {
        // SAFETY: as above.
        let (resolved, interface) = unsafe { interface::resolve(get_interface, get_function_list, accept) }?;
        Ok(Image::new(identity, resolved, interface, None))
    })
}

/// Takes an image out of the registry and unloads its library.
///
/// # Safety
///
/// Nothing of the library is used any more.
pub(super) unsafe fn unload(image: Arc<Image>) -> Result<()> {
    // What was put aside may hold the image.
    if image.is_of_this_process() {
        image.run_endings();
    }
    let image = registry(|images| images.remove(image))?;
    match image.into_library() {
        Some(library) => library.close().map_err(|error| Error::Load {
            detail: "the library could not be unloaded".into(),
            source: Some(Box::new(error)),
        }),
        None => Ok(()),
    }
}

/// All symbols are bound now, so that a missing one is an error that names it and no crash later.
#[cfg(unix)]
unsafe fn open(path: &OsStr) -> Result<Library, libloading::Error> {
    use libloading::os::unix::{RTLD_LOCAL, RTLD_NOW};
    // SAFETY: the caller vouches for the initialisers of the library.
    unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }
}

#[cfg(windows)]
unsafe fn open(path: &OsStr) -> Result<Library, libloading::Error> {
    // SAFETY: the caller vouches for the initialisers of the library.
    unsafe { Library::new(path) }
}

#[cfg(unix)]
fn handle_address(handle: *mut core::ffi::c_void) -> usize {
    handle.addr()
}

#[cfg(windows)]
fn handle_address(handle: isize) -> usize {
    handle.cast_unsigned()
}

fn not_a_module(path: &OsStr, error: libloading::Error) -> Error {
    let detail =
        format!("{} is a library and no PKCS #11 module: it has no C_GetFunctionList", Path::new(path).display());
    Error::Load { detail: detail.into(), source: Some(Box::new(error)) }
}

/// Looks at the file to tell what the system's loader does not say plainly.
fn explain(path: &OsStr, error: libloading::Error) -> Error {
    let shown = Path::new(path).display();
    let named = Path::new(path).components().count() > 1;
    let detail = match magic(Path::new(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && named => {
            format!("there is no file {shown}; give the path of the module's library")
        }
        Err(_) if !named => format!("the system finds no library {shown}; give its whole path"),
        Err(error) => format!("{shown} cannot be read: {error}"),
        Ok(start) => match word_size(&start) {
            None => format!("{shown} is no shared library"),
            Some(bits) if bits != usize::BITS => {
                format!(
                    "{shown} is a {bits}-bit library and this program has {} bits; get the module for them",
                    usize::BITS
                )
            }
            Some(_) => format!("{shown} cannot be loaded"),
        },
    };
    Error::Load { detail: format!("{detail} ({error})").into(), source: None }
}

fn magic(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(512).read_to_end(&mut start)?;
    Ok(start)
}

/// The word size of a library by its first bytes: ELF, Mach-O, PE. `None` for what is none of them.
fn word_size(start: &[u8]) -> Option<u32> {
    match start {
        [0x7f, b'E', b'L', b'F', 1, ..] => Some(32),
        [0x7f, b'E', b'L', b'F', 2, ..] => Some(64),
        [0xce, 0xfa, 0xed, 0xfe, ..] => Some(32),
        // A universal binary holds several: let the loader say what is wrong.
        [0xcf, 0xfa, 0xed, 0xfe, ..] | [0xca, 0xfe, 0xba, 0xbe, ..] => Some(usize::BITS),
        [b'M', b'Z', ..] => {
            let header = usize::try_from(u32::from_le_bytes(start.get(0x3c..0x40)?.try_into().ok()?)).ok()?;
            match start.get(header.checked_add(4)?..header.checked_add(6)?)? {
                [0x4c, 0x01] => Some(32),
                _ => Some(64),
            }
        }
        _ => None,
    }
}

/// Some modules of 3.2 end their list two entries early, as an edition of the text did. Those places are read only if
/// they lie in the module's own image, and what stands there counts as a function only if it does.
fn plausible(function: Function, address: *const (), home: Option<usize>) -> bool {
    match function {
        Function::WrapKeyAuthenticated | Function::UnwrapKeyAuthenticated => {
            home.is_some() && image_base(address) == home
        }
        _ => true,
    }
}

/// Where the image that holds an address is loaded.
#[cfg(all(unix, not(miri)))]
fn image_base(address: *const ()) -> Option<usize> {
    use core::ffi::{c_char, c_int, c_void};

    // What dladdr tells: name and base of the image, name and address of the symbol.
    type Info = [*const c_void; 4];
    // SAFETY: the C library's own function; its second argument is a struct of four pointers.
    unsafe extern "C" {
        fn dladdr(address: *const c_void, info: *mut Info) -> c_int;
    }
    const { assert!(size_of::<*const c_char>() == size_of::<*const c_void>()) };
    let mut info: Info = [core::ptr::null(); 4];
    // SAFETY: any address may be asked about, it is only compared; `info` has the size and alignment of a Dl_info.
    let found = unsafe { dladdr(address.cast(), &raw mut info) };
    (found != 0 && !info[1].is_null()).then(|| info[1].addr())
}

/// Nobody to ask: the last two entries of 3.2 stay out.
#[cfg(not(all(unix, not(miri))))]
fn image_base(_address: *const ()) -> Option<usize> {
    None
}
