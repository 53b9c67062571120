/** What is asked: by whom, what and with which arguments, as policies see it; and the reasons for which an answer is no. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.decisions.questions;
