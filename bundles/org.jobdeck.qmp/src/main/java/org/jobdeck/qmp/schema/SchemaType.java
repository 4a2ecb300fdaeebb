package org.jobdeck.qmp.schema;

/** A type of a schema. It names other types, and only the {@link TypeTable} it is in can say what they are. */
sealed interface SchemaType permits BuiltinType, EnumType, ArrayType, ObjectType, AlternateType {}
