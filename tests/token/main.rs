//! Sessions, logins, objects, attributes and operations on SoftHSM2. Each test has a token of its own.

#![cfg(not(miri))]

mod attributes;
mod authenticate;
mod bad_input;
mod buffers;
mod calls;
mod collisions;
mod dead;
mod find;
mod foreign;
mod initialise;
mod keys;
mod login;
mod numbers;
mod objects;
mod one_shot;
mod pins;
mod random;
mod search;
mod slots;
mod stream;
mod templates;
mod threads;
