package dev.mandate.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(1, 2);

    @Test
    void of_one_caller_and_of_all_so_much_is_under_way_and_no_more() {
        var ada = new CompletableFuture<String>();
        assertThat(room.within("here", "ada", () -> ada)).isPresent();
        assertThat(room.within("here", "ada", CompletableFuture::new)).isEmpty();
        assertThat(room.within("here", "bo", CompletableFuture::new)).isPresent();
        assertThat(room.within("here", "eve", CompletableFuture::new)).isEmpty();
        assertThat(room.within("there", "eve", CompletableFuture::new)).isPresent();
        ada.complete("done");
        assertThat(room.within("here", "eve", CompletableFuture::new)).isPresent();
    }

    @Test
    void what_fails_gives_its_room_back_whether_it_had_begun_or_not() {
        var begun = new CompletableFuture<String>();
        var failed = room.within("here", "ada", () -> begun).orElseThrow();
        begun.completeExceptionally(new IllegalStateException("the server is away"));
        assertThat(failed).isCompletedExceptionally();
        var never = room.<String>within("here", "ada", () -> {
                    throw new IllegalStateException("nothing is sent");
                })
                .orElseThrow();
        assertThat(never).isCompletedExceptionally();
        assertThat(room.enter("here", "ada")).isTrue();
    }
}
