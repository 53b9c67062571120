package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of the keys that access tokens are signed with. */
public sealed interface KeyEvent extends AdministrationEvent {
    /** Id of the key that signs, or is to sign. */
    String key();

    @Override
    default String subject() {
        return key();
    }

    /**
     * The next key was made, as the schedule has it.
     *
     * @param signsFrom when it takes the place of the one before, which goes after its last token
     * @param by null
     */
    record Made(String key, Instant signsFrom, @Nullable Actor by) implements KeyEvent {
        public Made {
            Objects.requireNonNull(key, "key is missing");
            Objects.requireNonNull(signsFrom, "signsFrom is missing");
        }
    }

    /** This key signs at once; the others don't, and no token of theirs counts. */
    record AllRevoked(
            String key, List<String> revoked, @Nullable Reason reason, Actor by) implements KeyEvent {
        public AllRevoked {
            Objects.requireNonNull(key, "key is missing");
            revoked = revoked == null ? List.of() : List.copyOf(revoked);
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
