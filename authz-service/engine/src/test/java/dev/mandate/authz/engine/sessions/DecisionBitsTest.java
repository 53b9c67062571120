package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.DecisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionBitsTest {
    @Test
    void any_id_comes_out_as_it_went_in_and_is_found_where_it_is() {
        var ids = new ArrayList<DecisionId>();
        IntStream.range(0, 200).forEach(i -> ids.add(DecisionId.next()));
        for (var odd : List.of(
                "dec_1",
                "dec_00000000000000000000000000",
                "dec_7zzzzzzzzzzzzzzzzzzzzzzzzz",
                "dec_8zzzzzzzzzzzzzzzzzzzzzzzzz",
                "dec_01K9P0ABCDEFGHJKMNPQRSTVWX",
                "dec_01k9p0abcdefghjkmnpqrstvwx",
                "dec_0ik9p0abcdefghjkmnpqrstvwx",
                "dec_01k9p0abcdefghjkmnpqrstvw_")) ids.add(ids.size() / 2, new DecisionId(odd));
        var bits = new DecisionBits(1);
        for (var at = 0; at < ids.size(); at++) {
            bits = bits.withRoomFor(at + 1);
            bits.set(at, ids.get(at));
        }
        for (var at = 0; at < ids.size(); at++) {
            assertThat(bits.get(at)).isEqualTo(ids.get(at));
            assertThat(bits.lastIndexOf(ids.get(at), ids.size())).isEqualTo(at);
            assertThat(bits.lastIndexOf(ids.get(at), at)).isEqualTo(-1);
        }
        assertThat(bits.lastIndexOf(DecisionId.next(), ids.size())).isEqualTo(-1);
        bits.dropFirst(ids.size() - 1);
        assertThat(bits.lastIndexOf(ids.get(0), ids.size() - 1)).isEqualTo(-1);
        assertThat(bits.get(0)).isEqualTo(ids.get(1));
        assertThat(bits.lastIndexOf(ids.get(150), ids.size() - 1)).isEqualTo(149);
    }
}
