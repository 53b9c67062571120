package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How events are written as JSON, and how strictly they are read: unknown members are ignored, so that a contract can grow;
 * unknown enum values, wrong types, duplicate members and trailing text are refused, so that nothing is guessed. What readers
 * refuse for its form is refused when it is written, so that no record is lost on the way.
 */
public final class EventJson {
    private static final int DEEPEST = 32;

    /** In characters; 1.8e308 has 309 when it is written out. */
    static final int LONGEST_NUMBER = 1000;

    /** Of a member, in characters; readers keep names that they have met. */
    static final int LONGEST_NAME = 50_000;

    /** No text is longer than the whole payload; that is bounded by its topic. */
    private static final int LONGEST_TEXT = TopicCatalogue.all().stream()
            .filter(topic -> topic.kind() != Topic.Kind.DEAD_LETTERS)
            .mapToInt(Topic::maxBytes)
            .max()
            .orElseThrow();

    private static final JsonSetter.Value NO_NULL_ELEMENTS = JsonSetter.Value.forContentNulls(Nulls.FAIL);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule("event-values")
                    .addDeserializer(Instant.class, new EventTime())
                    .addKeySerializer(String.class, new ReadableName())
                    .addSerializer(BigDecimal.class, new ReadableNumber<>(BigDecimal.class))
                    .addSerializer(BigInteger.class, new ReadableNumber<>(BigInteger.class)))
            .withConfigOverride(List.class, list -> list.setSetterInfo(NO_NULL_ELEMENTS))
            .withConfigOverride(Set.class, set -> set.setSetterInfo(NO_NULL_ELEMENTS))
            // A member without a value is left out; in a map, null is a value that somebody gave.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Escaped, a character beyond the 16 bits takes three times the room, and a question that was read has no
            // room on record.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNameLength(LONGEST_NAME)
                        .build());
        MAPPER.getFactory()
                .setStreamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .build());
        MAPPER.getFactory().disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
    }

    /** Another view than {@link NewMember}'s, so that what is marked by that is left out, and nothing else. */
    private static final ObjectWriter COMPARABLE = MAPPER.writerWithView(Object.class);

    private EventJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Writes what the version before reads too: all but {@linkplain NewMember new members}. */
    public static ObjectWriter comparable() {
        return COMPARABLE;
    }
}
