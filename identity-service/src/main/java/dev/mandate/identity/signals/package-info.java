/** OpenID Shared Signals: receivers hear what ended here, in the words of CAEP and RISC, by push or poll. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.signals;
