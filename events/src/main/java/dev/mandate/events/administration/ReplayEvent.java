package dev.mandate.events.administration;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import java.util.Objects;

/**
 * Facts on {@code administration.replays.v1}, keyed by where the record had been: who had a service take up again what had become a
 * dead letter, and what came of it, or who said that nothing is to be done about one.
 */
public sealed interface ReplayEvent {
    EventFamily<ReplayEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.ADMINISTRATION_REPLAYS,
            Map.of(
                    "administration.dead-letter.taken.v1", Replayed.class,
                    "administration.dead-letter.refused.v1", Refused.class,
                    "administration.dead-letter.dismissed.v1", Dismissed.class),
            event -> event.letter().origin());

    DeadLetterReference letter();

    Actor by();

    /**
     * A dead letter.
     *
     * @param service whose it is: its broker account
     * @param offset on the service's dead-letter topic, which has one partition
     * @param origin {@code topic/partition/offset} of the record that could not be taken
     */
    record DeadLetterReference(String service, long offset, String origin) {
        private static final int MAX_LENGTH = 300;

        public DeadLetterReference {
            check(service, "service");
            check(origin, "origin");
            if (offset < 0) throw new IllegalArgumentException("offset must not be negative");
        }

        private static void check(String text, String name) {
            Objects.requireNonNull(text, () -> name + " is missing");
            if (text.isBlank() || text.length() > MAX_LENGTH || !PlainText.is(text))
                throw new IllegalArgumentException(name + " must have 1 to " + MAX_LENGTH + " plain characters");
        }
    }

    /** It had its effect now, and in the transaction of this fact. */
    record Replayed(DeadLetterReference letter, Actor by) implements ReplayEvent {
        public Replayed {
            Objects.requireNonNull(letter, "letter is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It was refused again, and had no effect. */
    record Refused(DeadLetterReference letter, Reason reason, Actor by) implements ReplayEvent {
        public Refused {
            Objects.requireNonNull(letter, "letter is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Somebody knows that nothing is to be done about it. It had no effect, stays where it is, and can be taken up again. */
    record Dismissed(DeadLetterReference letter, Reason reason, Actor by) implements ReplayEvent {
        public Dismissed {
            Objects.requireNonNull(letter, "letter is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
