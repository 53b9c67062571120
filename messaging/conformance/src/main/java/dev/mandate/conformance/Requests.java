package dev.mandate.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.mapper.factory.DefaultJackson2ObjectMapperFactory;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.params.HttpParams;

/**
 * How REST Assured sends: a client for each request, as it does by itself, of parts that are the same for all. It would read the JDK's
 * certificates and look for modules of Jackson and for its own version in all jars for each request; and it would write down each request and
 * each answer, indented, for the case that the test fails: {@link WalkedAssertions} tells the answer then. Together that was up to a tenth of
 * what a service's tests cost.
 *
 * <p>Quarkus replaces these settings before each test, and after whatever is called back before it: so the first request of a test is sent
 * its way, and sees to it that all others aren't.
 */
final class Requests {
    private static final SchemeRegistry SCHEMES = SchemeRegistryFactory.createDefault();
    private static final HttpParams PARAMETERS = new DefaultHttpClient().getParams();
    private static final ObjectMapper MAPPER = new DefaultJackson2ObjectMapperFactory().create(Object.class, "UTF-8");

    private Requests() {}

    /** From the next request on. */
    static void settle() {
        if (RestAssured.config().getLogConfig().isPrettyPrintingEnabled())
            RestAssured.config = in(RestAssured.config());
    }

    /** The same settings but for this. */
    private static RestAssuredConfig in(RestAssuredConfig settings) {
        return settings.logConfig(LogConfig.logConfig().enablePrettyPrinting(false))
                .httpClient(settings.getHttpClientConfig().httpClientFactory(Client::new))
                .objectMapperConfig(
                        settings.getObjectMapperConfig().jackson2ObjectMapperFactory((type, charset) -> MAPPER));
    }

    private static final class Client extends DefaultHttpClient {
        @Override
        protected ClientConnectionManager createClientConnectionManager() {
            var schemes = new SchemeRegistry(); // its own, since a test may say whom it trusts
            SCHEMES.getSchemeNames().forEach(name -> schemes.register(SCHEMES.get(name)));
            return new BasicClientConnectionManager(schemes);
        }

        @Override
        protected HttpParams createHttpParams() {
            return PARAMETERS.copy();
        }
    }
}
