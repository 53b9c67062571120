package dev.mandate.identity.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostPlacesTest {
    private final List<CompletableFuture<Result<String, String>>> underWay = new ArrayList<>();
    private final Function<String, Uni<Result<String, String>>> get = new HostPlaces<String>(2)
            .within(url -> Uni.createFrom().completionStage(() -> {
                var answer = new CompletableFuture<Result<String, String>>();
                underWay.add(answer);
                return answer;
            }));

    @Test
    void a_slow_host_has_its_places_and_takes_none_of_another() {
        IntStream.range(0, 24).forEach(agent -> asks("https://slow.example/keys/" + agent));
        asks("https://SLOW.example/keys");
        asks("https://slow.example./keys");
        assertThat(underWay).hasSize(2);
        asks("https://quick.example/keys");
        assertThat(underWay).hasSize(3);
    }

    @Test
    void who_finds_no_place_is_told_so_and_one_that_is_free_again_is_had() {
        asks("https://slow.example/a");
        asks("https://slow.example/b");
        var refused = get.apply("https://slow.example/c").subscribeAsCompletionStage();
        assertThat(refused.join().<Optional<String>>fold(done -> Optional.empty(), Optional::of))
                .contains(OutgoingHttp.TOO_MANY);
        underWay.get(0).complete(Result.done("keys"));
        underWay.get(1).completeExceptionally(new IllegalStateException("no answer"));
        asks("https://slow.example/c");
        asks("https://slow.example/d");
        asks("https://slow.example/e");
        assertThat(underWay).hasSize(4);
    }

    @Test
    void one_that_can_not_even_be_asked_holds_no_place() {
        var asked = new AtomicInteger();
        var broken = new HostPlaces<String>(1).within(url -> {
            asked.incrementAndGet();
            throw new IllegalArgumentException("no such port");
        });
        for (var at = 0; at < 3; at++)
            broken.apply("https://odd.example:99999/keys").subscribe().with(ignored -> {}, failure -> {});
        assertThat(asked).hasValue(3);
    }

    private void asks(String url) {
        get.apply(url).subscribe().with(ignored -> {}, failure -> {});
    }
}
