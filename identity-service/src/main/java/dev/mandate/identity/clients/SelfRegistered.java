package dev.mandate.identity.clients;

/** Whether an application is one that nobody here registered: by its id, which is a document's address, or was given to who asked for one. */
public final class SelfRegistered {
    /** Of ids of applications that registered themselves. */
    public static final String PREFIX = "reg_";

    private SelfRegistered() {}

    public static boolean is(String clientId) {
        return clientId.startsWith("https://") || clientId.startsWith(PREFIX);
    }
}
