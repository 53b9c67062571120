package dev.mandate.events.administration;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who did something, as his access token says it once it was checked. At most some 5 KiB of text.
 *
 * @param subject {@code sub}, whom the token speaks for: an identity id, or the client's id where a client acts in its own right
 * @param client {@code client_id}, by which client
 * @param chain {@code act}: who acts for the subject, and for whom he does so in turn. The first one is the present actor, the
 *     last one is whom the subject himself has let act; empty where the subject acts himself
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.1">RFC 8693 section 4.1, actor claim</a>
 */
public record Actor(String subject, String client, List<Acting> chain) {
    /** Twice the depth that delegations have, for tokens that came in from elsewhere. */
    public static final int MAX_CHAIN = 8;

    private static final int MAX_LENGTH = 256;

    /**
     * One link of the chain.
     *
     * @param subject {@code act.sub}
     * @param issuer {@code act.iss}, who knows him by that name; null for the issuer of the token
     */
    public record Acting(String subject, @Nullable String issuer) {
        public Acting {
            check(subject, "subject");
            if (issuer != null) check(issuer, "issuer");
        }
    }

    public Actor {
        check(subject, "subject");
        check(client, "client");
        chain = chain == null ? List.of() : List.copyOf(chain);
        if (chain.size() > MAX_CHAIN) throw new IllegalArgumentException("chain has more than " + MAX_CHAIN + " links");
    }

    /** Whose hands did it: the present actor, else the subject. */
    public String acting() {
        return chain.isEmpty() ? subject : chain.get(0).subject();
    }

    /** Whom the token speaks for, where that is an identity and no client of its own right. */
    public Optional<IdentityId> identity() {
        return IdentityId.parse(subject);
    }

    /** For people: {@code per_ada by console through agt_mail}. */
    @Override
    public String toString() {
        var self = subject.equals(client) ? subject : subject + " by " + client;
        var through = chain.stream().map(Acting::subject).collect(Collectors.joining(", for "));
        return through.isEmpty() ? self : self + " through " + through;
    }

    private static void check(String text, String name) {
        Objects.requireNonNull(text, () -> name + " is missing");
        if (text.isBlank() || text.length() > MAX_LENGTH)
            throw new IllegalArgumentException(name + " must have 1 to " + MAX_LENGTH + " characters");
        if (!PlainText.is(text)) throw new IllegalArgumentException(name + " " + PlainText.RULE);
    }
}
