package dev.mandate.events.administration;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import java.util.Objects;

/** Facts on {@code administration.recordings.v1}, keyed by the session: who was shown what a session did. */
public sealed interface RecordingEvent {
    EventFamily<RecordingEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.ADMINISTRATION_RECORDINGS,
            Map.of("administration.recording.read.v1", Read.class),
            event -> event.session().value());

    SessionId session();

    Actor by();

    /** He read its recording, or had it written to a file: once in ten minutes at each replica, however many pages of it. */
    record Read(SessionId session, Actor by) implements RecordingEvent {
        public Read {
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
