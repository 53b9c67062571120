package dev.mandate.events.asyncapi;

import dev.mandate.events.EventFamilies;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The document that describes every topic and message to people and tools: where the brokers are, how to sign in, what is on each
 * topic, and which account may send or receive it.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
public final class AsyncApiDocument {
    private AsyncApiDocument() {}

    /** The whole document as YAML, the same text for the same contracts. */
    public static String yaml() {
        var document = new LinkedHashMap<String, Object>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        document.put("servers", Servers.servers());
        document.put("channels", channels());
        document.put("operations", operations());
        document.put("components", components());
        return Yaml.write(document);
    }

    private static Map<String, Object> info() {
        var info = new LinkedHashMap<String, Object>();
        info.put("title", "Mandate");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "Identity and access management for people and AI agents. Events are CloudEvents 1.0 in binary mode;"
                        + " unknown members must be ignored.");
        info.put("license", Map.of("name", "Apache-2.0"));
        return info;
    }

    private static Map<String, Object> channels() {
        var channels = new LinkedHashMap<String, Object>();
        for (var topic : TopicCatalogue.all()) {
            var channel = new LinkedHashMap<String, Object>();
            channel.put("address", topic.name());
            channel.put("description", topic.about());
            channel.put("servers", Servers.references());
            channel.put("messages", messagesOf(topic));
            channel.put("bindings", Map.of("kafka", kafka(topic)));
            channel.put("x-mandate", kept(topic));
            channels.put(topic.name(), channel);
        }
        return channels;
    }

    private static Map<String, Object> messagesOf(Topic topic) {
        var messages = new TreeMap<String, Object>();
        for (var name : messageNames(topic)) messages.put(name, Reference.to("components", "messages", name));
        return messages;
    }

    private static Set<String> messageNames(Topic topic) {
        var names = new TreeSet<String>();
        for (var family : EventFamilies.all()) if (family.topic().equals(topic)) names.addAll(family.typeNames());
        if (topic.kind() == Topic.Kind.STATE) {
            names.add(Messages.COMPLETE_UNTIL);
            names.add(Messages.TOMBSTONE);
        }
        if (topic.kind() == Topic.Kind.DEAD_LETTERS) names.add(Messages.DEAD_LETTER);
        return names;
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

    private static Map<String, Object> kept(Topic topic) {
        var kept = new LinkedHashMap<String, Object>();
        kept.put("kind", topic.kind().name());
        kept.put("key", topic.key());
        kept.put("maxBytes", topic.maxBytes());
        return kept;
    }

    /** An operation for each right that the broker enforces: who isn't named here can't. */
    private static Map<String, Object> operations() {
        var operations = new LinkedHashMap<String, Object>();
        for (var topic : TopicCatalogue.all()) {
            for (var account : sorted(topic.writers())) operation(operations, account, "send", topic);
            for (var account : sorted(topic.readers())) operation(operations, account, "receive", topic);
        }
        return operations;
    }

    private static void operation(Map<String, Object> operations, Account account, String action, Topic topic) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("action", action);
        operation.put("channel", Reference.to("channels", topic.name()));
        operation.put("x-account", account.userName());
        operations.put(account.userName() + "-" + action + "s-" + topic.name(), operation);
    }

    private static List<Account> sorted(Set<Account> accounts) {
        return new ArrayList<>(new TreeSet<>(accounts));
    }

    private static Map<String, Object> components() {
        var components = new LinkedHashMap<String, Object>();
        components.put("securitySchemes", Servers.securitySchemes());
        components.put("schemas", Messages.schemas());
        components.put("messages", Messages.all());
        return components;
    }
}
