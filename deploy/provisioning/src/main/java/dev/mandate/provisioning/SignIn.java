package dev.mandate.provisioning;

/** Tries whether somebody with this name and password is let in. */
@FunctionalInterface
public interface SignIn {
    boolean succeeds(String name, String password);
}
