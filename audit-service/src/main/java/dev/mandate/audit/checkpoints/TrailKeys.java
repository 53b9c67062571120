package dev.mandate.audit.checkpoints;

import dev.mandate.audit.transparency.NoteKey;
import dev.mandate.audit.transparency.NoteSigner;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The key by which the trail is signed, and those by which it was. */
@ApplicationScoped
class TrailKeys {
    private static final Logger LOG = Logger.getLogger(TrailKeys.class);

    private final Optional<NoteSigner> signer;
    private final List<NoteKey> published = new ArrayList<>();

    TrailKeys(CheckpointConfig config) {
        signer = config.key().map(secret -> signer(config.origin(), secret));
        signer.ifPresent(known -> published.add(known.publicKey()));
        config.formerKeys().orElse(List.of()).forEach(text -> published.add(former(text)));
    }

    void start(@Observes StartupEvent event) {
        signer.ifPresentOrElse(
                known -> LOG.infof("the trail is signed by %s", known.publicKey()),
                () -> LOG.warn(
                        "mandate.trail.key is not set: nothing shows whether the trail was changed in its database"));
    }

    Optional<NoteSigner> signer() {
        return signer;
    }

    List<String> published() {
        return published.stream().map(NoteKey::toString).toList();
    }

    private static NoteSigner signer(String origin, String secret) {
        try {
            return NoteSigner.of(origin, secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mandate.trail.key and mandate.trail.origin: " + e.getMessage(), e);
        }
    }

    private static NoteKey former(String text) {
        try {
            return NoteKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mandate.trail.former-keys: " + e.getMessage(), e);
        }
    }
}
