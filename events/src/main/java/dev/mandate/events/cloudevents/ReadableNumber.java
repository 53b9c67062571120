package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of any length, if readers take that: with its sign, point and exponent it may be longer than as it came.
 *
 * @param <N> {@code BigDecimal} or {@code BigInteger}
 */
final class ReadableNumber<N extends Number> extends StdScalarSerializer<N> {
    private static final long serialVersionUID = 1L;

    ReadableNumber(Class<N> type) {
        super(type);
    }

    @Override
    public void serialize(N number, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (number.toString().length() > EventJson.LONGEST_NUMBER)
            provider.reportMappingProblem("a number has more than %d characters", EventJson.LONGEST_NUMBER);
        if (number instanceof BigInteger whole) json.writeNumber(whole);
        else json.writeNumber((BigDecimal) number);
    }
}
