package dev.mandate.messaging;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who this service is. */
@ConfigMapping(prefix = "mandate")
public interface ServiceConfig {
    /** Its broker account: {@code identity}, {@code lifecycle}, {@code authz}, {@code audit} or {@code gateway}. Set by the service itself. */
    String service();

    /** {@code iss} of the access tokens that are accepted: the public address of identity-service. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /**
     * Where clients reach this service, such as {@code https://authz.example}: a proof of a key (DPoP) that was made for another place is none.
     * Where nothing is set, a request is believed which host it was sent to.
     */
    Optional<Set<String>> origins();

    default Account account() {
        return Account.valueOf(service().toUpperCase(Locale.ROOT));
    }

    /** CloudEvents {@code source} of everything that it writes. */
    default String source() {
        return "urn:mandate:" + service();
    }

    /** {@code aud} of the access tokens that are meant for it. */
    default String audience() {
        return "mandate-" + service();
    }

    default Set<Topic> stateTopics() {
        return TopicCatalogue.all().stream()
                .filter(topic -> topic.compacted() && topic.writers().contains(account()))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
