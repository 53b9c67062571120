package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.upstream.Listener;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a client hears about its request while it is under way: so many notifications, as it asked for them. */
final class OnTheWay implements Listener {
    private static final int MOST = 1000;

    private final Notifications notifications;
    private final Consumer<ObjectNode> client;
    private final AtomicInteger told = new AtomicInteger();

    /** @param client is told each, written anew */
    OnTheWay(Notifications notifications, Consumer<ObjectNode> client) {
        this.notifications = notifications;
        this.client = client;
    }

    @Override
    public boolean wantsProgress() {
        return notifications.ofProgress();
    }

    @Override
    public void hear(ObjectNode notification) {
        notifications
                .told(notification)
                .filter(any -> told.incrementAndGet() <= MOST)
                .ifPresent(client);
    }
}
