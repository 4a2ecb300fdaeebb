package org.jobdeck.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds one value out of its tokens; the first thing wrong ends it. */
final class TreeBuilder {
    private final List<Token> tokens;
    private int next;

    private TreeBuilder(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The value of the tokens, which hold no more than one. */
    static JsonValue build(List<Token> tokens) throws JsonParseException {
        return new TreeBuilder(tokens).value();
    }

    private JsonValue value() throws JsonParseException {
        Token token = take();
        return switch (token.type()) {
            case OPEN_OBJECT -> object();
            case OPEN_ARRAY -> array();
            case STRING -> new JsonString(StringLiteral.unquote(token.text()));
            case INTEGER, FLOAT -> NumberLiteral.parse(token);
            case KEYWORD -> keyword(token.printable());
            default -> throw JsonParseException.syntax("expecting value");
        };
    }

    private static JsonValue keyword(String word) throws JsonParseException {
        return switch (word) {
            case "true" -> JsonBool.TRUE;
            case "false" -> JsonBool.FALSE;
            case "null" -> JsonNull.NULL;
            default -> throw JsonParseException.syntax("invalid keyword '" + word + "'");
        };
    }

    private JsonObject object() throws JsonParseException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (skip(Token.Type.CLOSE_OBJECT)) {
            return new JsonObject(members);
        }
        do {
            member(members);
        } while (separator(Token.Type.CLOSE_OBJECT, "dict"));
        return new JsonObject(members);
    }

    private void member(Map<String, JsonValue> members) throws JsonParseException {
        if (!(value() instanceof JsonString(String name))) {
            throw JsonParseException.syntax("key is not a string in object");
        }
        if (take().type() != Token.Type.COLON) {
            throw JsonParseException.syntax("missing : in object pair");
        }
        if (members.putIfAbsent(name, value()) != null) {
            throw JsonParseException.syntax("duplicate key");
        }
    }

    private JsonArray array() throws JsonParseException {
        List<JsonValue> items = new ArrayList<>();
        if (skip(Token.Type.CLOSE_ARRAY)) {
            return new JsonArray(items);
        }
        do {
            items.add(value());
        } while (separator(Token.Type.CLOSE_ARRAY, "list"));
        return new JsonArray(items);
    }

    /** Whether a comma comes next, and not the end. */
    private boolean separator(Token.Type close, String where) throws JsonParseException {
        Token token = take();
        if (token.type() != close && token.type() != Token.Type.COMMA) {
            throw JsonParseException.syntax("expected separator in " + where);
        }
        return token.type() == Token.Type.COMMA;
    }

    private boolean skip(Token.Type type) {
        boolean found = next < tokens.size() && tokens.get(next).type() == type;
        next += found ? 1 : 0;
        return found;
    }

    private Token take() throws JsonParseException {
        if (next == tokens.size()) {
            throw JsonParseException.syntax("premature EOI");
        }
        return tokens.get(next++);
    }
}
