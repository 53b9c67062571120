package dev.mandate.audit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What OCSF asks of a Detection Finding. */
public final class OcsfSchema {
    private static final Schema FINDING = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text("/ocsf/detection-finding-1.8.0.schema.json"), InputFormat.JSON);

    private OcsfSchema() {}

    /** @param finding as it is on the wire; none if it is as OCSF has it */
    public static List<String> problems(byte[] finding) {
        return FINDING.validate(new String(finding, UTF_8), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String text(String resource) {
        try (var in = OcsfSchema.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
