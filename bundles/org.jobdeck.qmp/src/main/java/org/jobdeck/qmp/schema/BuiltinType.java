package org.jobdeck.qmp.schema;

/** The types that every schema has. */
enum BuiltinType implements SchemaType {
    STR("str", "string"),
    BOOL("bool", "boolean"),
    NUMBER("number", "number"),
    ANY("any", "value"),
    NULL("null", "null"),
    INT("int", Long.MIN_VALUE, Long.MAX_VALUE),
    INT8("int8", Byte.MIN_VALUE, Byte.MAX_VALUE),
    INT16("int16", Short.MIN_VALUE, Short.MAX_VALUE),
    INT32("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64("int64", Long.MIN_VALUE, Long.MAX_VALUE),
    UINT8("uint8", 0xFF),
    UINT16("uint16", 0xFFFF),
    UINT32("uint32", 0xFFFF_FFFFL),
    UINT64("uint64", -1),
    SIZE("size", -1);

    private static final String JSON_INT = "int";

    private final String typeName;
    private final String jsonType;
    private final boolean unsigned;
    private final long least;
    private final long greatest;

    BuiltinType(String typeName, String jsonType) {
        this(typeName, jsonType, false, 0, 0);
    }

    BuiltinType(String typeName, long least, long greatest) {
        this(typeName, JSON_INT, false, least, greatest);
    }

    BuiltinType(String typeName, long greatest) {
        this(typeName, JSON_INT, true, 0, greatest);
    }

    BuiltinType(String typeName, String jsonType, boolean unsigned, long least, long greatest) {
        this.typeName = typeName;
        this.jsonType = jsonType;
        this.unsigned = unsigned;
        this.least = least;
        this.greatest = greatest;
    }

    /** What clients are told of the type; whole numbers of all widths look alike to them. */
    BuiltinType shown() {
        return isWhole() ? INT : this;
    }

    /** The kind of JSON value, in the words of {@code query-qmp-schema}. */
    String jsonType() {
        return jsonType;
    }

    boolean isWhole() {
        return jsonType.equals(JSON_INT);
    }

    boolean isUnsigned() {
        return unsigned;
    }

    /** Whether the bits of a whole number that was read are within the type's range. */
    boolean holds(long bits) {
        return unsigned ? Long.compareUnsigned(bits, greatest) <= 0 : bits >= least && bits <= greatest;
    }

    /** What QEMU calls the type when a number is out of its range: C's name for it. */
    String rangeName() {
        return typeName + "_t";
    }

    /** The name in the schema's text. */
    String typeName() {
        return typeName;
    }
}
