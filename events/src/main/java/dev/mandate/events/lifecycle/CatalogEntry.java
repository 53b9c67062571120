package dev.mandate.events.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** State on {@code lifecycle.catalog.v1}, keyed {@code <kind>:<id>}: what exists in the organisation that access is about. */
public sealed interface CatalogEntry extends StateRecord {
    EventFamily<CatalogEntry> FAMILY = new EventFamily<>(
            TopicCatalogue.LIFECYCLE_CATALOG,
            Map.of(
                    "lifecycle.catalog.role.v1", Role.class,
                    "lifecycle.catalog.application.v1", Application.class,
                    "lifecycle.catalog.tool.v1", Tool.class,
                    "lifecycle.catalog.model.v1", Model.class,
                    "lifecycle.catalog.surface.v1", Surface.class,
                    "lifecycle.catalog.domain.v1", Domain.class),
            CatalogEntry::key);

    String id();

    /** {@code role}, {@code application}, {@code tool}, {@code model}, {@code surface} or {@code domain}. */
    @JsonIgnore
    String kind();

    @JsonIgnore
    default String key() {
        return kind() + ":" + id();
    }

    /**
     * A role.
     *
     * @param inherits roles that whoever holds this one holds too
     * @param birthrightDepartments workers of these departments hold it without asking; {@code *} means every worker
     */
    record Role(
            String id,
            long revision,
            boolean deleted,
            String title,
            List<String> inherits,
            List<String> birthrightDepartments)
            implements CatalogEntry {
        public Role {
            check(id, revision);
            title = title == null ? id : title;
            inherits = inherits == null ? List.of() : List.copyOf(inherits);
            birthrightDepartments = birthrightDepartments == null ? List.of() : List.copyOf(birthrightDepartments);
        }

        @Override
        public String kind() {
            return "role";
        }
    }

    /**
     * An application, which tools belong to and which may have resources of its own.
     *
     * @param resourceTypes of the resources that it keeps itself; an application with any has an id such as {@code invoicing}
     * @param clients ids of the clients at identity-service that speak for it: they alone ask about its resources, and what they
     *     say of one is what it is like
     */
    record Application(
            String id,
            long revision,
            boolean deleted,
            String title,
            List<ResourceType> resourceTypes,
            Set<String> clients)
            implements CatalogEntry {
        private static final int MOST_CLIENTS = 16;

        public Application {
            check(id, revision);
            title = title == null ? id : title;
            resourceTypes = resourceTypes == null ? List.of() : List.copyOf(resourceTypes);
            clients = clients == null ? Set.of() : java.util.Collections.unmodifiableSet(new TreeSet<>(clients));
            if (resourceTypes.size() > ResourceType.MOST_TYPES)
                throw new IllegalArgumentException("resourceTypes must be at most " + ResourceType.MOST_TYPES);
            if (clients.size() > MOST_CLIENTS)
                throw new IllegalArgumentException("clients must be at most " + MOST_CLIENTS);
            if (!resourceTypes.isEmpty() && (!ResourceType.isName(id) || id.equals("mandate")))
                throw new IllegalArgumentException("the id of an application with resource types is written "
                        + ResourceType.RULE + ", and is not mandate");
            for (var client : clients)
                if (!client.matches("(?!per_|agt_)[0-9A-Za-z._-]{1,120}"))
                    throw new IllegalArgumentException("clients must be ids of clients, and not of people or agents");
        }

        /** An application that has no resources of its own. */
        public Application(String id, long revision, boolean deleted, String title) {
            this(id, revision, deleted, title, List.of(), Set.of());
        }

        @Override
        public String kind() {
            return "application";
        }
    }

    /**
     * A tool that agents call.
     *
     * @param labels what it can do, from {@link ToolLabel}: policies and rules speak of these and never of the tool's name
     * @param argumentsSchema JSON Schema of its arguments
     * @param description what it does, in its owner's words, at most 2,000 characters; null where he says nothing
     * @param trustedFields of the results of an {@code untrusted} tool, those that only the service behind it fills, at most 16; null where
     *     strangers may write any
     * @param server MCP server behind the gateway as whose tool somebody accepted it; null where it is none's, or that isn't known
     */
    record Tool(
            String id,
            long revision,
            boolean deleted,
            String title,
            String application,
            Set<ToolLabel> labels,
            Map<String, Object> argumentsSchema,
            @Nullable String description,
            @Nullable Set<TrustedField> trustedFields,
            @Nullable String server)
            implements CatalogEntry {
        public static final int MAX_DESCRIPTION = 2_000;
        public static final int MOST_TRUSTED_FIELDS = 16;

        public Tool {
            check(id, revision);
            title = title == null ? id : title;
            Objects.requireNonNull(application, "application is missing");
            labels = labels == null ? Set.of() : java.util.Collections.unmodifiableSet(new TreeSet<>(labels));
            argumentsSchema = argumentsSchema == null ? Map.of() : argumentsSchema;
            trustedFields = sortedOrNull(trustedFields);
            if (trustedFields != null && trustedFields.size() > MOST_TRUSTED_FIELDS)
                throw new IllegalArgumentException("trustedFields must be at most " + MOST_TRUSTED_FIELDS);
            if (server != null && !server.matches("[0-9A-Za-z._-]{1,120}"))
                throw new IllegalArgumentException(
                        "server must be 1 to 120 letters, digits, dots, dashes or underscores");
        }

        /** A tool of no MCP server, of whose results strangers may write any field. */
        public Tool(
                String id,
                long revision,
                boolean deleted,
                String title,
                String application,
                Set<ToolLabel> labels,
                Map<String, Object> argumentsSchema,
                @Nullable String description) {
            this(id, revision, deleted, title, application, labels, argumentsSchema, description, null, null);
        }

        /** A tool of which its owner says nothing. */
        public Tool(
                String id,
                long revision,
                boolean deleted,
                String title,
                String application,
                Set<ToolLabel> labels,
                Map<String, Object> argumentsSchema) {
            this(id, revision, deleted, title, application, labels, argumentsSchema, null);
        }

        public Set<TrustedField> trustedFieldsOrNone() {
            return trustedFields == null ? Set.of() : trustedFields;
        }

        @Override
        public String kind() {
            return "tool";
        }
    }

    /** An AI model. */
    record Model(String id, long revision, boolean deleted, String title, String provider, Set<String> tags)
            implements CatalogEntry {
        public Model {
            check(id, revision);
            title = title == null ? id : title;
            Objects.requireNonNull(provider, "provider is missing");
            tags = tags == null ? Set.of() : java.util.Collections.unmodifiableSet(new TreeSet<>(tags));
        }

        @Override
        public String kind() {
            return "model";
        }
    }

    /**
     * A surface on which AI is used: a chat, an editor, a batch job.
     *
     * <p>On it is whoever shows a token that one of its clients got, from an address in one of its networks, where that token says that one of its issuers stood for it. What it doesn't name
     * doesn't matter; on one that names none of the three is nobody.
     *
     * @param clients ids of registered clients at identity-service; null where it names none
     * @param networks such as {@code 10.0.0.0/8}, as {@link dev.mandate.events.network.IpNetwork} writes them; null where it names none
     * @param issuers names of those at identity-service whose rules may put somebody on it: attesters of clients, workloads' platforms, sign-in issuers; null where it names none
     */
    record Surface(
            String id,
            long revision,
            boolean deleted,
            String title,
            Set<String> tags,
            @Nullable Set<String> clients,
            @Nullable Set<String> networks,
            @JsonView(NewMember.class) @Nullable Set<String> issuers)
            implements CatalogEntry {
        public Surface {
            check(id, revision);
            title = title == null ? id : title;
            tags = tags == null ? Set.of() : java.util.Collections.unmodifiableSet(new TreeSet<>(tags));
            clients = sortedOrNull(clients);
            networks = sortedOrNull(networks);
            issuers = sortedOrNull(issuers);
            SurfaceTerms.check(clients, networks, issuers);
        }

        /** By nobody's word. */
        public Surface(
                String id,
                long revision,
                boolean deleted,
                String title,
                Set<String> tags,
                @Nullable Set<String> clients,
                @Nullable Set<String> networks) {
            this(id, revision, deleted, title, tags, clients, networks, null);
        }

        /** From wherever they come. */
        public Surface(
                String id,
                long revision,
                boolean deleted,
                String title,
                Set<String> tags,
                @Nullable Set<String> clients) {
            this(id, revision, deleted, title, tags, clients, null, null);
        }

        public Set<String> clientsOrNone() {
            return clients == null ? Set.of() : clients;
        }

        public Set<String> networksOrNone() {
            return networks == null ? Set.of() : networks;
        }

        public Set<String> issuersOrNone() {
            return issuers == null ? Set.of() : issuers;
        }

        @Override
        public String kind() {
            return "surface";
        }
    }

    /** A mail or web domain that is the organisation's own; its id is the domain, its subdomains belong to it. */
    record Domain(String id, long revision, boolean deleted) implements CatalogEntry {
        public Domain {
            check(id, revision);
        }

        @Override
        public String kind() {
            return "domain";
        }
    }

    private static <T> @Nullable Set<T> sortedOrNull(@Nullable Set<T> all) {
        return all == null || all.isEmpty() ? null : java.util.Collections.unmodifiableSet(new TreeSet<>(all));
    }

    private static void check(String id, long revision) {
        checkId(id);
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
    }

    /** @throws IllegalArgumentException if no entry could have it */
    static void checkId(String id) {
        if (id == null || !id.matches("[0-9A-Za-z._/-]{1,120}"))
            throw new IllegalArgumentException(
                    "id must be 1 to 120 letters, digits, dots, dashes, slashes or underscores");
    }
}
