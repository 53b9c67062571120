package dev.mandate.messaging.offsets;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** The position of each channel that commits by {@link ProcessedOffsetsCommit}. */
@ApplicationScoped
class ChannelPositions implements ClientCustomizer<Map<String, Object>> {
    private final Map<String, ChannelPosition> channels = new ConcurrentHashMap<>();

    ChannelPosition of(String channel) {
        return channels.computeIfAbsent(channel, name -> new ChannelPosition());
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        var keeps = channelConfig.getOptionalValue("commit-strategy", String.class);
        if (keeps.filter(ProcessedOffsetsCommit.STRATEGY::equals).isEmpty()) return settings;
        settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PositionInterceptor.class.getName());
        settings.put(PositionInterceptor.POSITION, of(channel));
        return settings;
    }
}
