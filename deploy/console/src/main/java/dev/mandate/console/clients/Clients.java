package dev.mandate.console.clients;

import dev.mandate.console.apis.Apis;
import dev.mandate.console.frame.Told;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Clients as identity-service has them. */
public interface Clients {
    /**
     * Applications and services, without those of agents and workloads, in the order in which they were made.
     *
     * @param nameHas a part of their names; empty for all
     * @param ownerless only those that nobody answers for
     * @param after where the part before ended; empty for the first
     */
    Listed list(String nameHas, boolean ownerless, String after);

    /** One of any kind; empty where there is none, or he may see none. */
    Optional<Client> find(String id);

    /** @param wanted members of identity-service's {@code PATCH /clients/{id}}; what isn't named stays */
    Told change(String client, Map<String, Object> wanted);

    /** It gets no tokens, those that it has are void, and what was delegated with them is revoked. */
    Told stop(String client, String reason);

    /** It gets tokens again; earlier ones stay void. */
    Told resume(String client, String reason);

    /**
     * A part of them.
     *
     * @param allowed whether he may see any
     * @param next where the next part begins; empty where there is none
     */
    record Listed(List<Client> clients, boolean allowed, String next) {
        public Listed {
            clients = List.copyOf(clients);
        }
    }

    /**
     * One client.
     *
     * @param kind {@code application}, {@code service}, {@code agent} or {@code workload}
     * @param answers who answers for it; empty where nobody does by himself
     * @param kept who does in his place, or that nobody does, in words; empty where somebody does
     * @param until until when it gets tokens though nobody answers for it; empty where no end is set
     * @param standing whether it gets tokens, in words
     * @param proof by what it proves that it is itself, {@code client_secret_basic}, {@code private_key_jwt} or {@code none}
     * @param grants names at the token endpoint
     * @param back addresses where people come back to it from signing in
     * @param afterwards addresses where they may go after signing out
     * @param idTokens what its ID tokens are signed with; empty where it gets none
     * @param resource what it serves; empty if nothing
     * @param revision of what is shown
     * @param secrets those that count, the first to end first
     * @param elsewhere where it acts for people, a line each
     * @param waiting what waits for a second person
     */
    record Client(
            String id,
            String name,
            String kind,
            String answers,
            String kept,
            String until,
            String standing,
            boolean stopped,
            String proof,
            List<Right> may,
            Set<String> grants,
            List<String> back,
            List<String> afterwards,
            String idTokens,
            boolean withoutPkce,
            boolean claimsInIdToken,
            String resource,
            String madeAt,
            long revision,
            List<Secret> secrets,
            List<String> elsewhere,
            List<Waiting> waiting) {
        /** Of its page. */
        public String address() {
            return "/clients/" + Apis.encode(id);
        }

        /** Whether people sign in to it. */
        public boolean isApplication() {
            return !idTokens.isEmpty();
        }

        /** What agents and workloads are is changed where these are. */
        public boolean isChangedHere() {
            return kind.equals("application") || kind.equals("service");
        }

        /** In words. */
        public String provesItselfBy() {
            return switch (proof) {
                case "none" -> "nothing that it keeps secret: whoever knows its id can say that it is it";
                case "private_key_jwt" -> "a key of its own, which has no end";
                default -> "a secret";
            };
        }
    }

    /** @param scope its code */
    record Right(String words, String scope) {}

    /** Nothing of the secret itself. */
    record Secret(String id, String ends) {}

    /** @param summary what would be done */
    record Waiting(String proposal, String summary) {}
}
