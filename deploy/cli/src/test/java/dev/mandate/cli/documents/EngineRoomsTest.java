package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine has made public for its own rooms alone, as its README lists it, nobody outside names. */
class EngineRoomsTest {
    private static final Pattern TYPE = Pattern.compile("`(\\w+)`");
    private static final Pattern NAMED =
            Pattern.compile("\\bdev\\.mandate\\.\\w+\\.engine(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    @ParameterizedTest
    @ValueSource(strings = {"authz-service/engine", "audit-service/engine"})
    void what_is_for_another_room_of_an_engine_is_named_by_no_other_module(String engine) {
        var rooms = ofRooms(engine);
        var outside = new TreeSet<String>();
        for (var file : Checkout.files("", path -> path.endsWith(".java") && !path.startsWith(engine + "/"))) {
            var named = NAMED.matcher(Checkout.text(file));
            while (named.find()) if (rooms.containsKey(named.group())) outside.add(file + " names " + named.group());
        }
        assertThat(outside)
                .as("either use what %s/README.md lists as public, or say there that this is for others too", engine)
                .isEmpty();
    }

    /** Where they are, by their qualified names. */
    private static Map<String, Path> ofRooms(String engine) {
        var page = Checkout.text(engine + "/README.md");
        var begins = page.indexOf("For another room alone");
        var listed = new TreeSet<String>();
        var names = TYPE.matcher(page.substring(begins, page.indexOf("\n\n", begins)));
        while (names.find()) listed.add(names.group(1));
        var sources = engine + "/src/main/java/";
        var found = new HashMap<String, Path>();
        for (var file : Checkout.files(engine + "/src/main/java", path -> path.endsWith(".java"))) {
            var path = file.toString().replace('\\', '/');
            var type = path.substring(path.indexOf(sources) + sources.length(), path.length() - ".java".length());
            if (listed.contains(type.substring(type.lastIndexOf('/') + 1))) found.put(type.replace('/', '.'), file);
        }
        assertThat(found).as("types that %s/README.md lists", engine).hasSameSizeAs(listed);
        return found;
    }
}
