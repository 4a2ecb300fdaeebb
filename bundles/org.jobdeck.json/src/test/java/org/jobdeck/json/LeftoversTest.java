package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    /** The members beside {@code id} that qemu-storage-daemon 7.2.22 was sent, and the one that it named. */
    private static final String[][] RECORDED = {
        {"zycc z", "z"},
        {"- é- z", "-"},
        {"byxx 0b zax byx- ab", "ab"},
        {"x é 0 cax- za a c", "a"},
        {"0bz b aa c 0cy xc0a x-xa z", "b"},
        {"xb-0 cya - 0zc zby c xé b0a ézxb", "-"},
        {"cb bb- x-ya cb0 00-b 0é ézb ycé c0-c xa y 0ba cé", "0é"},
        {"é ab0 0xzb b z éxa ay ayéz -bbx éx c ya aé éaéa xb 00éa bb éc c-éc a", "ayéz"},
        {
            "a0y x ay ééé xé0 0a bx -cz- 0-by 0 zyx c xééa -ab é 0ax -x -x0z c0é -x0b a zaz- bz -a cy-é zc b0 éxz0 --0c"
                    + " ccx xczc z b y ac0 zx 0c-a -cc ycz xca",
            "x"
        },
    };

    @Test
    void theMemberThatQemuNamesIsFound() {
        for (String[] recorded : RECORDED) {
            JsonObject.Builder object = JsonObject.builder();
            List.of(recorded[0].split(" ")).forEach(name -> object.put(name, 1));
            object.put("id", "x");
            assertEquals(Optional.of(recorded[1]), Leftovers.first(object.build(), List.of("id")), recorded[0]);
        }
    }

    @Test
    void nothingIsLeftWhenEverythingWasTaken() {
        JsonObject object =
                JsonObject.builder().put("a", 1).put("b", 2).put("c", 3).build();
        assertEquals(Optional.empty(), Leftovers.first(object, List.of("c", "b", "a", "d")));
        assertEquals(Optional.of("b"), Leftovers.first(object, List.of("c", "a", "d")));
    }

    @Test
    void theTableShrinksAndKeepsItsNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            names.add("n" + i);
        }
        GHashKeys keys = new GHashKeys(names);
        keys.add("n0");
        names.subList(0, 4_999).forEach(keys::remove);
        keys.remove("n0");
        assertEquals(Optional.of("n4999"), keys.first());
        keys.remove("n4999");
        assertEquals(Optional.empty(), keys.first());
    }

    @Test
    void hugeObjectsAreNotFollowed() {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = 0; i < 10_001; i++) {
            object.put("n" + i, 1);
        }
        assertEquals(Optional.of("n1"), Leftovers.first(object.build(), List.of("n0")));
    }
}
