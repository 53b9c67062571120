package dev.mandate.messaging.publishing;

import static dev.mandate.messaging.TopicReader.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.TopicReader;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.ArtifactChange.Kind;
import dev.mandate.messaging.publishing.DutySets.Duties;
import dev.mandate.messaging.records.KafkaRecords;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kind of artifact that neither service has takes publishing as it is. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class PublishingIT {
    private static final Actor ADA = new Actor("per_ada", "console", List.of());

    @Inject
    Outbox outbox;

    private final String set = IdentityId.nextPerson().value();
    private final DutySets sets = new DutySets();
    private VersionPublication<DutySets.DutySet, DutySets.DutySetVersion, Duties> publication;
    private VersionActivation<DutySets.DutySet, DutySets.DutySetVersion, DutySets.DutySetChange> activation;

    @BeforeEach
    void begin() {
        publication = new VersionPublication<>(sets, sets, outbox, InstantSource.system());
        activation = new VersionActivation<>(sets, DutySets.DutySetChange::new, sets, outbox, InstantSource.system());
    }

    @Test
    void versions_are_published_counted_and_undone_and_each_step_is_told_in_its_order() {
        try (var facts = TopicReader.of(TopicCatalogue.IDENTITY_ADMINISTRATION, "audit")) {
            assertThat(publish("one").version().version()).isEqualTo(1);
            assertThat(publish("two").version().version()).isEqualTo(2);
            assertThat(publish("one").added()).as("the same text").isFalse();
            change(Kind.ACTIVATE, 1L);
            change(Kind.ACTIVATE, 2L);
            assertThat(done(change(Kind.ACTIVATE, 2L)).artifact().revision())
                    .as("it is so already")
                    .isEqualTo(2);
            assertThat(done(change(Kind.ROLL_BACK, null)).artifact().active()).isEqualTo(1);
            assertThat(refused(change(Kind.ROLL_BACK, null)).reason()).isEqualTo(Refusal.Reason.CONFLICT);

            assertThat(run(() -> Panache.withSession(() -> sets.changes(set))))
                    .extracting(ChangeFacts::kind)
                    .containsExactly(Kind.ACTIVATE, Kind.ACTIVATE, Kind.ROLL_BACK);
            assertThat(facts.await(5, key(set)).stream().map(PublishingIT::told))
                    .containsExactly("published 1", "published 2", "1 ACTIVATE 1", "2 ACTIVATE 2", "3 ROLL_BACK 1");
        }
    }

    @Test
    void what_is_refused_leaves_neither_a_change_nor_a_fact() {
        try (var facts = TopicReader.of(TopicCatalogue.IDENTITY_ADMINISTRATION, "audit")) {
            assertThat(refused(change(Kind.ACTIVATE, 1L)).reason())
                    .as("nobody has published any")
                    .isEqualTo(Refusal.Reason.UNKNOWN);
            publish("forbidden");
            assertThat(refused(change(Kind.ACTIVATE, 1L)).title()).isEqualTo("Ask somebody who may");
            assertThat(refused(change(Kind.ACTIVATE, 7L)).reason()).isEqualTo(Refusal.Reason.UNKNOWN);
            publish("allowed");
            change(Kind.ACTIVATE, 2L);
            assertThat(facts.await(3, key(set)).stream().map(PublishingIT::told))
                    .containsExactly("published 1", "published 2", "1 ACTIVATE 2");
        }
    }

    @Test
    void those_who_publish_at_once_get_a_number_each() {
        var numbers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> publish("text " + n).version().version()))
                .toList()
                .stream()
                .map(CompletableFuture::join);
        assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void who_watches_a_version_outdates_no_proposal_and_whoever_lets_another_count_does() {
        for (var text : List.of("one", "two", "three")) publish(text);
        var proposed = stateOf(Kind.ACTIVATE, 1L);
        change(Kind.WATCH, 2L);
        assertThat(stateOf(Kind.ACTIVATE, 1L)).isEqualTo(proposed);
        change(Kind.UNWATCH, null);
        assertThat(stateOf(Kind.ACTIVATE, 1L)).isEqualTo(proposed);
        change(Kind.ACTIVATE, 3L);
        assertThat(stateOf(Kind.ACTIVATE, 1L)).isNotEqualTo(proposed);
    }

    /** By which a proposal of it is told to be outdated. */
    private String stateOf(Kind kind, Long version) {
        var far = new FarReachingActivation<>("duties", activation) {};
        var asked = new RequestedChange(set, new ArtifactChange(kind, version));
        return done(run(() -> Panache.withTransaction(() -> far.prepare(asked, ADA))))
                .reach()
                .orElseThrow()
                .state();
    }

    private VersionPublication.Kept<DutySets.DutySetVersion> publish(String text) {
        return done(run(() -> publication.keep(new Duties(set, text), null, ADA)));
    }

    private Result<VersionActivation.Changed<DutySets.DutySet, DutySets.DutySetVersion>, Refusal> change(
            Kind kind, @Nullable Long version) {
        return run(() -> activation.change(set, new ArtifactChange(kind, version), ADA));
    }

    private static <T> T run(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T done(Result<T, Refusal> result) {
        return ((Result.Done<T, Refusal>) result).value();
    }

    private static <T> Refusal refused(Result<T, Refusal> result) {
        return ((Result.Refused<T, Refusal>) result).reason();
    }

    private static String told(ConsumerRecord<byte[], byte[]> record) {
        try {
            var event = CloudEventCodec.decode(AdministrationEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            return ((PersonEvent.Stopped) event).reason().value();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
