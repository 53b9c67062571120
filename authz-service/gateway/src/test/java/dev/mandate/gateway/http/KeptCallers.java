package dev.mandate.gateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Clients that ask for one call after another on connections that are kept open, until nobody takes their connection any more. */
final class KeptCallers implements AutoCloseable {
    private static final String ANSWER = "a page";

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    KeptCallers(List<McpClient> clients) {
        for (var client : clients) {
            var thread = new Thread(() -> call(client), "caller");
            threads.add(thread);
            thread.start();
        }
    }

    private void call(McpClient client) {
        while (!closed) {
            try {
                noted(client.askStateless("tools/call", "{'name':'browse','arguments':{}}", "browse"));
            } catch (AssertionError e) {
                if (e.getCause() instanceof IOException)
                    return; // its connection was closed: the sums show whether it was taken
                others.add(String.valueOf(e));
                return;
            }
        }
    }

    private void noted(McpClient.Answer answer) {
        var headers = answer.response().headers();
        if (answer.status() == 200 && answer.text().equals(ANSWER)) answered.incrementAndGet();
        else if (answer.status() == 503
                && headers.firstValue("Retry-After").isPresent()
                && headers.firstValue("Connection").orElse("").equals("close")) refused.incrementAndGet();
        else others.add(answer.status() + " " + answer.message() + " " + headers.map());
    }

    /** Calls whose answer they have. */
    long answered() {
        return answered.get();
    }

    /** Told to ask elsewhere. */
    long refused() {
        return refused.get();
    }

    /** What no client should be told. */
    List<String> others() {
        return others;
    }

    /** All of them have been turned away. */
    boolean over() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    @Override
    public void close() {
        closed = true;
        Awaitility.await().until(this::over);
    }
}
