package dev.mandate.console.apis;

/** A service doesn't take the token any more: whose it is signed out elsewhere, was stopped or has left. */
public final class SignInEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
