package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A child process that speaks MCP by lines. It has the environment that its operator wrote and nothing of this process's but {@code PATH};
 * what it says is bounded by the line, what it doesn't read by the number of messages. It ends with this process, or when it breaks
 * a bound.
 */
final class ChildServer {
    private static final Logger LOG = Logger.getLogger(ChildServer.class);
    private static final int MOST_WAITING = 256;
    private static final int LONGEST_ERROR_LINE = 500;
    private static final long ORDERLY_MILLIS = 2000;

    private final String name;
    private final Process process;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    private volatile boolean stopped;

    /** @param goes whether it is still to be written, asked when it could be */
    private record Waiting(byte[] message, BooleanSupplier goes) {}

    private ChildServer(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param lines told each line that it writes, without its end
     * @param ended told once, in words, when nothing more will come
     * @throws IOException if it can't be started
     */
    static ChildServer start(
            String name, ProcessBuilder command, long longest, ChildOutput.Lines lines, Consumer<String> ended)
            throws IOException {
        var child = new ChildServer(name, command.start());
        child.thread("out", () -> child.read(new ChildOutput(longest, lines), ended));
        child.thread("in", child::write);
        child.thread("err", child::log);
        return child;
    }

    private void thread(String stream, Runnable work) {
        var thread = new Thread(work, "mcp-" + name + "-" + stream);
        thread.setDaemon(true);
        thread.start();
    }

    boolean alive() {
        return !stopped && process.isAlive();
    }

    /** False if it doesn't read what it was sent before. */
    boolean send(byte[] message) {
        return send(message, () -> true);
    }

    /** @param goes whether it is still to be written, asked when the child reads it */
    boolean send(byte[] message, BooleanSupplier goes) {
        return alive() && waiting.offer(new Waiting(message, goes));
    }

    /**
     * Tells it, and what it started, to end; kills what doesn't. Its input is closed by the thread that writes it: to close it here, as
     * {@link Process#destroy} does, would wait for a child that reads nothing.
     */
    void stop() {
        stopped = true;
        var processes = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture.delayedExecutor(ORDERLY_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> processes.forEach(ProcessHandle::destroyForcibly));
    }

    private void read(ChildOutput lines, Consumer<String> ended) {
        var why = "it ended";
        try (var output = process.getInputStream()) {
            lines.read(output);
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        } finally {
            stop();
            ended.accept(why);
        }
    }

    private void write() {
        try (OutputStream input = process.getOutputStream()) {
            while (alive()) {
                var next = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (next == null || !next.goes().getAsBoolean()) continue;
                input.write(next.message());
                input.write('\n');
                input.flush();
            }
        } catch (IOException e) {
            LOG.debugf("%s reads no more", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it says of errors is for operators, a line of bounded length each. */
    private void log() {
        try (var errors = process.getErrorStream()) {
            var line = new ByteArrayOutputStream();
            for (var one = errors.read(); one >= 0; one = errors.read()) {
                if (one != '\n') {
                    if (line.size() < LONGEST_ERROR_LINE) line.write(one);
                    continue;
                }
                LOG.infof("%s: %s", name, line.toString(UTF_8).replaceAll("\\p{Cntrl}", " "));
                line.reset();
            }
        } catch (IOException e) {
            LOG.debugf("%s says no more", name);
        }
    }
}
