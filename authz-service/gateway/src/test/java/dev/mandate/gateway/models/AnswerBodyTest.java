package dev.mandate.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {
    private static final int LONG = 3 * AnswerBody.BLOCK + 7;

    @Test
    void it_is_the_same_in_whichever_pieces_it_came() throws IOException {
        var text = "0123456789".repeat(LONG / 10 + 1).substring(0, LONG);
        for (var much : new int[] {1000, AnswerBody.BLOCK, LONG}) {
            var body = new AnswerBody(bytes -> true);
            for (var at = 0; at < LONG; at += much)
                assertThat(body.add(Buffer.buffer(text.substring(at, Math.min(LONG, at + much)))))
                        .isTrue();
            assertThat(body.length()).isEqualTo(LONG);
            assertThat(new String(body.stream().readAllBytes())).isEqualTo(text);
            assertThat(new String(body.bytes(5, LONG - 2))).isEqualTo(text.substring(5, LONG - 2));
            var written = Buffer.buffer();
            for (var block = 0; block < body.blocks(); block++) written.appendBuffer(body.block(block));
            assertThat(written.toString()).isEqualTo(text);
        }
    }

    @Test
    void it_takes_room_as_it_grows_and_no_more_than_there_is() {
        var left = new AtomicInteger(2 * AnswerBody.BLOCK);
        var body = new AnswerBody(bytes -> left.addAndGet(-bytes) >= 0);
        assertThat(body.add(Buffer.buffer("x"))).isTrue();
        assertThat(body.held()).isEqualTo(AnswerBody.BLOCK);
        assertThat(body.add(Buffer.buffer("x".repeat(2 * AnswerBody.BLOCK)))).isFalse();
        assertThat(body.held()).isEqualTo(2 * AnswerBody.BLOCK);
    }

    @Test
    void a_key_is_found_wherever_it_is_cut() {
        for (var before : new int[] {0, AnswerBody.BLOCK - 3, AnswerBody.BLOCK}) {
            var body = new AnswerBody(bytes -> true);
            body.add(Buffer.buffer("x".repeat(before) + "sk-kéy"));
            assertThat(body.contains("sk-kéy")).as("after %d", before).isTrue();
            assertThat(body.contains("sk-key")).isFalse();
        }
    }
}
