package dev.mandate.console.secrets;

import java.util.List;

/** Secrets as identity-service has them; never what they are. */
public interface Secrets {
    /** The first to end first. */
    Listed ending();

    /**
     * Those that whoever looks may see.
     *
     * @param more whether there are more than these
     */
    record Listed(List<Secret> secrets, boolean more) {
        public Listed {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * One that counts.
     *
     * @param scim whether an identity provider keeps people here by it; else it is for tokens
     * @param whose the client, agent or workload, as people call it
     * @param kind of that one: {@code client}, {@code agent} or {@code workload}
     * @param holder its id
     * @param answers who answers for it; empty for a client, and where nobody does
     * @param configured the operator's configuration has it, and it goes on with that
     * @param ends when it no longer counts
     * @param soon that is near enough for the next one to be made
     */
    record Secret(
            String id,
            boolean scim,
            String whose,
            String kind,
            String holder,
            String answers,
            boolean configured,
            String ends,
            boolean soon) {
        /** What it is for, in words. */
        public String opens() {
            return scim ? "keeping people here by SCIM" : "asking for tokens";
        }
    }
}
