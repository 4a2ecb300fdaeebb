package org.jobdeck.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonValueTest {

    @Test
    void javaObjectsHaveJsonForms() {
        assertSame(JsonNull.NULL, JsonValue.of(null));
        assertSame(JsonBool.FALSE, JsonValue.of(false));
        assertEquals(new JsonString("x"), JsonValue.of(new StringBuilder("x")));
        for (Object five : List.of(5, 5L, (short) 5, (byte) 5)) {
            assertEquals(JsonNumber.of(5), JsonValue.of(five));
        }
        for (Object half : List.of(0.5, 0.5f)) {
            assertEquals(JsonNumber.of(0.5), JsonValue.of(half));
        }
        JsonObject object = JsonObject.empty();
        assertSame(object, JsonValue.of(object));
    }

    @Test
    void anObjectWithoutJsonFormIsRefusedByItsType() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> JsonValue.of(new Object()));
        assertTrue(e.getMessage().contains("java.lang.Object"), e.getMessage());
    }

    @Test
    void numbersKeepTheirKind() {
        assertEquals(
                JsonNumber.Kind.SIGNED, JsonNumber.ofUnsigned(Long.MAX_VALUE).kind());
        assertEquals(JsonNumber.of(7), JsonNumber.ofUnsigned(7));
        JsonNumber largest = JsonNumber.ofUnsigned(-1);
        assertEquals("18446744073709551615", largest.toString());
        assertEquals(0x1p64, largest.doubleValue());
        assertEquals(0x1p63, JsonNumber.ofUnsigned(Long.MIN_VALUE).doubleValue());
        assertEquals(OptionalLong.empty(), largest.asLong());
        assertEquals(OptionalLong.of(-1), largest.asUnsignedLong());
        assertEquals(OptionalLong.of(-1), JsonNumber.of(-1).asLong());
        assertEquals(OptionalLong.empty(), JsonNumber.of(-1).asUnsignedLong());
        assertEquals(OptionalLong.of(3), JsonNumber.of(3).asUnsignedLong());
        assertEquals(OptionalLong.empty(), JsonNumber.of(1.0).asLong());
        assertEquals(OptionalLong.empty(), JsonNumber.of(-1.0).asUnsignedLong());
        assertNotEquals(JsonNumber.of(1), JsonNumber.of(1.0));
        assertEquals(-3.0, JsonNumber.of(-3).doubleValue());
        assertThrows(IllegalArgumentException.class, () -> new JsonNumber(JsonNumber.Kind.UNSIGNED, 1));
    }

    @Test
    void buildersCanGoOnAfterBuilding() {
        JsonObject.Builder builder = JsonObject.builder().put("b", 1).put("a", 2);
        JsonObject first = builder.build();
        JsonObject second =
                builder.put("b", 3).remove("a").putAll(JsonObject.of("c", null)).build();
        assertEquals("{\"b\": 1, \"a\": 2}", first.toString());
        assertEquals("{\"b\": 3, \"c\": null}", second.toString());
        assertEquals(
                "{\"b\": 3, \"c\": null, \"d\": 4}",
                second.toBuilder().put("d", 4).build().toString());

        JsonArray.Builder items = JsonArray.builder().add(1);
        JsonArray one = items.build();
        assertEquals(
                "[1, \"x\", null]",
                items.addAll(List.of("x", JsonNull.NULL)).build().toString());
        assertEquals("[1]", one.toString());
    }

    @Test
    void optionalMembersArePutIfPresent() {
        JsonObject object = JsonObject.builder()
                .putIfPresent("error", Optional.empty())
                .putIfPresent("id", Optional.of("x"))
                .build();
        assertEquals("{\"id\": \"x\"}", object.toString());
    }

    @Test
    void membersAreFoundByNameAndType() {
        JsonObject object = JsonObject.builder()
                .put("s", "text")
                .put("n", 5)
                .put("d", 5.5)
                .put("b", true)
                .put("o", JsonObject.empty())
                .put("l", JsonArray.of(1))
                .put("z", null)
                .build();
        assertEquals(Optional.of("text"), object.string("s"));
        assertEquals(Optional.empty(), object.string("n"));
        assertEquals(Optional.of(5L), object.integer("n"));
        assertEquals(Optional.empty(), object.integer("d"));
        assertEquals(Optional.of(true), object.bool("b"));
        assertEquals(Optional.of(JsonObject.empty()), object.object("o"));
        assertEquals(Optional.of(JsonArray.of(1)), object.array("l"));
        assertEquals(Optional.of(JsonNull.NULL), object.get("z"));
        assertEquals(Optional.empty(), object.get("nope"));
        assertTrue(object.has("z"));
        assertFalse(object.has("nope"));
        assertEquals(7, object.size());
        assertFalse(object.isEmpty());
        assertTrue(JsonObject.empty().isEmpty());
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        List<JsonValue> list = new ArrayList<>(List.of(JsonBool.TRUE));
        JsonArray array = new JsonArray(list);
        list.clear();
        assertEquals(1, array.size());
        assertEquals(JsonBool.TRUE, array.get(0));
        assertThrows(UnsupportedOperationException.class, () -> array.items().clear());

        Map<String, JsonValue> map = new LinkedHashMap<>(Map.of("a", JsonBool.TRUE));
        JsonObject object = new JsonObject(map);
        map.clear();
        assertEquals(1, object.size());
        assertThrows(UnsupportedOperationException.class, () -> object.members().clear());
    }

    @Test
    void javaNullIsNoJsonValue() {
        Map<String, JsonValue> map = new HashMap<>();
        map.put("a", null);
        assertThrows(NullPointerException.class, () -> new JsonObject(map));
        assertThrows(NullPointerException.class, () -> new JsonString(null));
        assertThrows(NullPointerException.class, () -> JsonObject.of(null, 1));
    }

    @Test
    void equalityDoesNotLookAtTheOrderOfMembers() {
        JsonObject one = JsonObject.builder().put("a", 1).put("b", 2).build();
        JsonObject other = JsonObject.builder().put("b", 2).put("a", 1).build();
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertNotEquals(JsonArray.of(1, 2), JsonArray.of(2, 1));
    }

    @Test
    void arraysCanBeWalked() {
        List<String> seen = new ArrayList<>();
        for (JsonValue value : JsonArray.of(1, "a")) {
            seen.add(value.toString());
        }
        assertEquals(List.of("1", "\"a\""), seen);
        assertTrue(JsonArray.of().isEmpty());
    }
}
