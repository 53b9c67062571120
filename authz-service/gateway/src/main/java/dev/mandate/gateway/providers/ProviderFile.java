package dev.mandate.gateway.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import dev.mandate.gateway.providers.ModelProvider.ProvidedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file of providers. A member that isn't known is refused: it might have been meant to restrict something. */
final class ProviderFile {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> MEMBERS = Set.of("url", "kind", "credential", "models", "allow", "passes");
    private static final Set<String> OF_MODEL = Set.of("upstream", "mostInput", "mostOutput");
    private static final int MOST_MODELS = 200;
    private static final int LONGEST_NAME = 200;

    /** Of a model of which nobody says how much it reads: as long a context as models commonly have. */
    private static final long MOST_INPUT = 1_000_000;

    /** Of a model of which nobody says how much it writes. */
    private static final long MOST_OUTPUT = 65_536;

    private final Path file;

    ProviderFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException naming what is wrong and where */
    Map<String, ModelProvider> read() {
        var all = new LinkedHashMap<String, ModelProvider>();
        var whose = new LinkedHashMap<String, String>();
        for (var entry : object(root(), "", "modelProviders").properties()) {
            var name = entry.getKey();
            if (!NAME.matcher(name).matches() || name.equals("v1"))
                throw wrong(name, "is no name of a provider: lower-case letters, digits and -, such as openai");
            var provider = provider(name, entry.getValue());
            for (var model : provider.models().keySet()) {
                var other = whose.putIfAbsent(model, name);
                if (other != null) throw wrong(name + ".models." + model, "is a model of " + other + " too");
            }
            all.put(name, provider);
        }
        if (whose.size() > MOST_MODELS) throw wrong("modelProviders", "have at most " + MOST_MODELS + " models");
        return all;
    }

    private ObjectNode root() {
        try {
            return ServerJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private ModelProvider provider(String name, JsonNode its) {
        known(its, name, MEMBERS);
        var kind =
                switch (String.valueOf(text(its, name, "kind"))) {
                    case "openai" -> Kind.OPENAI;
                    case "anthropic" -> Kind.ANTHROPIC;
                    default -> throw wrong(name + ".kind", "must be openai or anthropic");
                };
        var credential = text(its, name, "credential");
        return new ModelProvider(
                name,
                url(name, text(its, name, "url")),
                kind,
                credential == null ? null : file.toAbsolutePath().resolveSibling(credential),
                models(name, its),
                texts(name, its, "allow"),
                texts(name, its, "passes"));
    }

    private Map<String, ProvidedModel> models(String name, JsonNode its) {
        var models = new LinkedHashMap<String, ProvidedModel>();
        for (var entry : object(its, name + ".", "models").properties()) {
            var where = name + ".models." + entry.getKey();
            if (entry.getKey().isBlank() || entry.getKey().length() > LONGEST_NAME)
                throw wrong(where, "must have 1 to " + LONGEST_NAME + " characters");
            models.put(entry.getKey(), model(where, entry.getValue()));
        }
        if (models.isEmpty()) throw wrong(name + ".models", "must name a model");
        return models;
    }

    /** By its name at the provider alone, or with what it writes at most. */
    private ProvidedModel model(String where, JsonNode its) {
        if (its.isTextual() && !its.textValue().isBlank())
            return new ProvidedModel(its.textValue(), MOST_INPUT, MOST_OUTPUT);
        known(its, where, OF_MODEL);
        var upstream = text(its, where, "upstream");
        if (upstream == null) throw wrong(where + ".upstream", "must be the provider's name of it");
        return new ProvidedModel(
                upstream, most(where, its, "mostInput", MOST_INPUT), most(where, its, "mostOutput", MOST_OUTPUT));
    }

    private long most(String where, JsonNode its, String member, long otherwise) {
        var most = its.path(member);
        if (most.isMissingNode()) return otherwise;
        if (!most.isIntegralNumber()
                || !most.canConvertToLong()
                || most.longValue() < 1
                || most.longValue() > 1_000_000_000L) throw wrong(where + "." + member, "must be a number of tokens");
        return most.longValue();
    }

    private Set<String> texts(String name, JsonNode its, String member) {
        var texts = new LinkedHashSet<String>();
        var list = its.path(member);
        if (!list.isMissingNode() && !list.isArray()) throw wrong(name + "." + member, "must be a list");
        for (var one : list) {
            if (!one.isTextual()) throw wrong(name + "." + member, "must be texts");
            texts.add(one.textValue());
        }
        return texts;
    }

    private URI url(String name, @Nullable String text) {
        if (text == null) throw wrong(name + ".url", "is missing");
        try {
            var url = URI.create(text.replaceAll("/+$", ""));
            var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null && plain(url)) return url;
        } catch (IllegalArgumentException e) {
            throw wrong(name + ".url", "is no URL");
        }
        throw wrong(name + ".url", "must be http or https, with a host and without user, query or fragment");
    }

    private static boolean plain(URI url) {
        return url.getRawFragment() == null && url.getRawQuery() == null;
    }

    private void known(JsonNode its, String where, Set<String> members) {
        if (!its.isObject()) throw wrong(where, "must be an object");
        for (var member : its.properties())
            if (!members.contains(member.getKey()))
                throw wrong(where + "." + member.getKey(), "is not known; there are " + members);
    }

    private @Nullable String text(JsonNode its, String name, String member) {
        var value = its.get(member);
        if (value == null) return null;
        if (value.isTextual() && !value.textValue().isBlank()) return value.textValue();
        throw wrong(name + "." + member, "must be a text");
    }

    private ObjectNode object(JsonNode its, String where, String member) {
        if (its.get(member) instanceof ObjectNode object) return object;
        throw wrong(where + member, "must be an object");
    }

    private IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException(file + ": " + where + " " + what);
    }
}
