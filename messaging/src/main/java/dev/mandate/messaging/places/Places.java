package dev.mandate.messaging.places;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** The place of each channel that keeps it by {@link TakenPlaces}. */
@ApplicationScoped
class Places implements ClientCustomizer<Map<String, Object>> {
    private final Map<String, Place> channels = new ConcurrentHashMap<>();

    Place of(String channel) {
        return channels.computeIfAbsent(channel, name -> new Place());
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        var keeps = channelConfig.getOptionalValue("commit-strategy", String.class);
        if (keeps.filter(TakenPlaces.STRATEGY::equals).isEmpty()) return settings;
        settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, HandedOut.class.getName());
        settings.put(HandedOut.PLACE, of(channel));
        return settings;
    }
}
