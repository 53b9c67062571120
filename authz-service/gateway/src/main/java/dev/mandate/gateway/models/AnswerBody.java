package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** An answer that is held until all of it is there: once, in blocks that take room as they are needed. One thread at a time. */
final class AnswerBody {
    static final int BLOCK = 32 * 1024;

    private final IntPredicate room;
    private final List<byte[]> blocks = new ArrayList<>();
    private int length;

    /** @param room whether so many bytes more may be held */
    AnswerBody(IntPredicate room) {
        this.room = room;
    }

    /** @return false where there is no room for it; what was there before stays */
    boolean add(Buffer piece) {
        for (var at = 0; at < piece.length(); ) {
            var within = length % BLOCK;
            if (within == 0) {
                if (!room.test(BLOCK)) return false;
                blocks.add(new byte[BLOCK]);
            }
            var to = Math.min(piece.length(), at + BLOCK - within);
            piece.getBytes(at, to, blocks.get(blocks.size() - 1), within);
            length += to - at;
            at = to;
        }
        return true;
    }

    int length() {
        return length;
    }

    /** For how much room was taken. */
    int held() {
        return blocks.size() * BLOCK;
    }

    int blocks() {
        return blocks.size();
    }

    Buffer block(int number) {
        return Buffer.buffer(bytes(number * BLOCK, Math.min(length, (number + 1) * BLOCK)));
    }

    byte[] bytes(int from, int to) {
        var bytes = new byte[to - from];
        for (var at = from; at < to; ) {
            var much = Math.min(to - at, BLOCK - at % BLOCK);
            System.arraycopy(blocks.get(at / BLOCK), at % BLOCK, bytes, at - from, much);
            at += much;
        }
        return bytes;
    }

    InputStream stream() {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                if (at == length) return -1;
                var one = blocks.get(at / BLOCK)[at % BLOCK] & 0xff;
                at++;
                return one;
            }

            @Override
            public int read(byte[] bytes, int from, int much) {
                if (much == 0) return 0;
                if (at == length) return -1;
                var some = Math.min(much, Math.min(length - at, BLOCK - at % BLOCK));
                System.arraycopy(blocks.get(at / BLOCK), at % BLOCK, bytes, from, some);
                at += some;
                return some;
            }
        };
    }

    boolean contains(String text) {
        var wanted = new String(text.getBytes(UTF_8), ISO_8859_1);
        var seen = "";
        for (var number = 0; number < blocks.size(); number++) {
            seen = seen.substring(Math.max(0, seen.length() - wanted.length() + 1))
                    + block(number).toString(ISO_8859_1);
            if (seen.contains(wanted)) return true;
        }
        return false;
    }
}
