package dev.mandate.events.asyncapi;

import dev.mandate.events.EventFamilies;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The document that describes every topic and message to people and tools.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
public final class AsyncApiDocument {
    private AsyncApiDocument() {}

    /** The whole document as YAML, the same text for the same contracts. */
    public static String yaml() {
        var document = new LinkedHashMap<String, Object>();
        document.put("asyncapi", "3.0.0");
        var info = new LinkedHashMap<String, Object>();
        info.put("title", "Mandate");
        info.put("version", "1.0.0");
        document.put("info", info);
        document.put("defaultContentType", "application/json");
        document.put("channels", channels());
        document.put("components", components());
        return Yaml.write(document);
    }

    private static Map<String, Object> channels() {
        var channels = new LinkedHashMap<String, Object>();
        for (var topic : TopicCatalogue.all()) {
            var channel = new LinkedHashMap<String, Object>();
            channel.put("address", topic.name());
            channel.put("description", topic.about());
            channel.put("messages", messagesOf(topic));
            channel.put("bindings", Map.of("kafka", kafka(topic)));
            channel.put("x-mandate", access(topic));
            channels.put(topic.name(), channel);
        }
        return channels;
    }

    private static Map<String, Object> messagesOf(Topic topic) {
        var messages = new TreeMap<String, Object>();
        for (var family : EventFamilies.all())
            if (family.topic().equals(topic))
                for (var type : family.typeNames()) messages.put(type, Map.of("$ref", "#/components/messages/" + type));
        return messages;
    }

    private static Map<String, Object> kafka(Topic topic) {
        var configuration = new LinkedHashMap<String, Object>();
        configuration.put("cleanup.policy", List.of(topic.compacted() ? "compact" : "delete"));
        configuration.put("retention.ms", topic.retention().toMillis());
        var kafka = new LinkedHashMap<String, Object>();
        kafka.put("partitions", topic.partitions());
        kafka.put("topicConfiguration", configuration);
        return kafka;
    }

    private static Map<String, Object> access(Topic topic) {
        var access = new LinkedHashMap<String, Object>();
        access.put("kind", topic.kind().name());
        access.put("key", topic.key());
        access.put("maxBytes", topic.maxBytes());
        access.put("writers", names(topic.writers()));
        access.put("readers", names(topic.readers()));
        return access;
    }

    private static List<String> names(Iterable<dev.mandate.events.topics.Account> accounts) {
        var names = new TreeSet<String>();
        accounts.forEach(account -> names.add(account.userName()));
        return new ArrayList<>(names);
    }

    private static Map<String, Object> components() {
        var messages = new TreeMap<String, Object>();
        for (var family : EventFamilies.all()) messages.putAll(messages(family));
        return Map.of("messages", messages);
    }

    private static <E> Map<String, Object> messages(EventFamily<E> family) {
        var messages = new TreeMap<String, Object>();
        family.types().forEach((type, record) -> {
            var message = new LinkedHashMap<String, Object>();
            message.put("name", type);
            message.put("contentType", "application/json");
            message.put("payload", PayloadSchema.of(record));
            messages.put(type, message);
        });
        return messages;
    }
}
