package dev.mandate.audit.transparency;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trail of which the next page of lines and the next tiles are read while those before are looked at: whoever walks through it and whoever
 * tells it work at the same time. A page and {@value #TILES} tiles are held at most beside those that were asked for.
 */
public final class ReadAhead implements TrailCopy, AutoCloseable {
    private static final int TILES = 4;

    private final TrailCopy copy;
    private final ExecutorService readers = Executors.newFixedThreadPool(2, task -> {
        var thread = new Thread(task, "trail-ahead");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<CompletableFuture<byte[]>> tiles = new ArrayDeque<>();
    private long nextTile;
    private @Nullable Page page;

    /** @param copy is asked by two threads at once */
    public ReadAhead(TrailCopy copy) {
        this.copy = copy;
    }

    private record Page(@Nullable Long after, CompletableFuture<List<TrailLine>> lines) {}

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        var ahead = page;
        var lines = join(ahead != null && Objects.equals(ahead.after(), after) ? ahead : page(after));
        page = lines.isEmpty() ? null : page(lines.get(lines.size() - 1).number());
        return lines;
    }

    private Page page(@Nullable Long after) {
        return new Page(after, read(() -> copy.lines(after)));
    }

    private static List<TrailLine> join(Page page) {
        return joined(page.lines());
    }

    @Override
    public byte[] digests(long tile) {
        if (tile != nextTile - tiles.size()) {
            tiles.clear();
            nextTile = tile;
        }
        while (tiles.size() <= TILES) {
            var next = nextTile++;
            tiles.add(read(() -> copy.digests(next)));
        }
        return joined(tiles.remove());
    }

    private <T> CompletableFuture<T> read(Supplier<T> reading) {
        return CompletableFuture.supplyAsync(reading, readers);
    }

    private static <T> T joined(CompletableFuture<T> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failed) throw failed;
            throw e;
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
