/** What every process that asks the engine reads its questions from: an access token, and JSON of whoever calls. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.questions;
