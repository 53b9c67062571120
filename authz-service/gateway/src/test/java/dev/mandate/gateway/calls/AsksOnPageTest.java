package dev.mandate.gateway.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.ProtocolVersion;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AsksOnPageTest {
    private static final String OPENS = "{'elicitation':{'form':{},'url':{}}}";

    @ParameterizedTest
    @CsvSource({"V2026_07_28,BY_RESULT", "V2025_11_25,BY_ERROR", "V2025_06_18,NO", "V2025_03_26,NO"})
    void a_client_that_opens_pages_is_led_there_in_the_way_of_its_version(ProtocolVersion version, AsksOnPage way)
            throws IOException {
        assertThat(asks(version, OPENS)).isEqualTo(way);
    }

    @ParameterizedTest
    @EnumSource
    void one_that_does_not_say_so_is_not(ProtocolVersion version) throws IOException {
        for (var capabilities : new String[] {
            "{}", "{'elicitation':{}}", "{'elicitation':{'form':{}}}", "{'elicitation':{'url':true}}", "{'url':{}}"
        }) assertThat(asks(version, capabilities)).isEqualTo(AsksOnPage.NO);
    }

    private static AsksOnPage asks(ProtocolVersion version, String capabilities) throws IOException {
        var said = ServerJson.read(capabilities.replace('\'', '"').getBytes(UTF_8));
        return AsksOnPage.of(version, Askable.of(version, said));
    }
}
