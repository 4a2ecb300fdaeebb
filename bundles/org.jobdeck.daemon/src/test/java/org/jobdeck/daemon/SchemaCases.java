package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/** Arguments that are wrong in a way that was thought of. */
final class SchemaCases {
    /** A command and its arguments a line. */
    static final String PICKED = """
            no-such-command {}
            no-such-command {"x": 1}
            quit {"x": 1}
            query-jobs {"x": null}
            query-version {"b": 1, "a": 2}
            query-commands {"a": 2, "b": 1, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9}
            query-qmp-schema {"": 1}
            query-block-jobs {"é": 1, "€": 2}
            query-block {"device": "d"}
            query-block-exports {"id": "e"}
            x-debug-query-block-graph {"flat": true}
            query-named-block-nodes {"flat": 3}
            query-named-block-nodes {"flat": null}
            query-named-block-nodes {"flat": "on"}
            qmp_capabilities {"enable": ["x"]}
            qmp_capabilities {"enable": ["oob", "x"]}
            qmp_capabilities {"enable": [5]}
            qmp_capabilities {"enable": {}}
            qmp_capabilities {"enable": "oob"}
            qmp_capabilities {"enable": null}
            job-pause {}
            job-pause {"id": 1}
            job-pause {"id": null}
            job-pause {"id": ["x"]}
            job-pause {"id": "x", "x": 1}
            job-pause {"x": 1}
            job-pause {"id": "x", "zz": 1, "foo": 2, "bar": 3}
            job-resume {"device": "x"}
            job-cancel {"id": "x", "force": true}
            job-complete {"id": {}}
            job-dismiss {"id": 1.5}
            job-finalize {"id": true}
            block-job-set-speed {"device": "d"}
            block-job-set-speed {"speed": 1}
            block-job-set-speed {"device": "d", "speed": "1"}
            block-job-set-speed {"device": "d", "speed": 1.0}
            block-job-set-speed {"device": "d", "speed": 1e3}
            block-job-set-speed {"device": "d", "speed": 9223372036854775808}
            block-job-set-speed {"device": "d", "speed": -9223372036854775809}
            block-job-set-speed {"device": "d", "speed": null}
            block-job-set-speed {"device": 1, "speed": null}
            block-job-cancel {"device": "d", "force": "true"}
            block-job-cancel {"device": "d", "force": 0}
            block-job-pause {"id": "d"}
            block-job-dismiss {"device": "d"}
            block-job-finalize {"device": "d", "id": 1}
            blockdev-add {}
            blockdev-add {"driver": 1}
            blockdev-add {"driver": "nonsense"}
            blockdev-add {"driver": "nonsense", "node-name": 1}
            blockdev-add {"driver": "null-co", "node-name": 1}
            blockdev-add {"driver": "null-co", "size": 1.5}
            blockdev-add {"driver": "null-co", "size": 9223372036854775808}
            blockdev-add {"driver": "null-co", "latency-ns": "x"}
            blockdev-add {"driver": "null-co", "latency-ns": 1.5}
            blockdev-add {"driver": "null-co", "latency-ns": -1, "x": 1}
            blockdev-add {"driver": "null-co", "latency-ns": 18446744073709551615, "x": 1}
            blockdev-add {"driver": "null-co", "latency-ns": 18446744073709551616, "x": 1}
            blockdev-add {"driver": "null-co", "read-zeroes": "on"}
            blockdev-add {"driver": "null-co", "filename": "/nonexistent/x"}
            blockdev-add {"driver": "null-co", "cache": true}
            blockdev-add {"driver": "null-co", "cache": {"direct": 1}}
            blockdev-add {"driver": "null-co", "cache": {"foo": true}}
            blockdev-add {"driver": "null-co", "discard": "x"}
            blockdev-add {"driver": "null-co", "detect-zeroes": 1}
            blockdev-add {"driver": "null-co", "detect-zeroes": "x", "x": 1}
            blockdev-add {"driver": "file"}
            blockdev-add {"driver": "file", "filename": null}
            blockdev-add {"driver": "file", "filename": "/nonexistent/x", "locking": "maybe"}
            blockdev-add {"driver": "file", "filename": "/nonexistent/x", "aio": "maybe"}
            blockdev-add {"driver": "file", "filename": "/nonexistent/x", "x-check-cache-dropped": "maybe"}
            blockdev-add {"driver": "raw"}
            blockdev-add {"driver": "raw", "file": 5}
            blockdev-add {"driver": "raw", "file": null}
            blockdev-add {"driver": "raw", "file": []}
            blockdev-add {"driver": "raw", "file": {}}
            blockdev-add {"driver": "raw", "file": {"driver": "raw", "file": 3}}
            blockdev-add {"driver": "raw", "file": {"driver": "raw", "file": {"driver": "raw", "file": {"driver": 1}}}}
            blockdev-add {"driver": "raw", "file": {"driver": "raw", "file": {"driver": "null-co", "x": 1}}}
            blockdev-add {"driver": "raw", "file": {"driver": "blkdebug", "image": "x", "max-transfer": 99999999999}}
            blockdev-add {"driver": "raw", "file": "x", "offset": "0", "size": "0"}
            blockdev-add {"driver": "blkdebug", "image": "x", "max-transfer": 2147483648}
            blockdev-add {"driver": "blkdebug", "image": "x", "max-transfer": -2147483649}
            blockdev-add {"driver": "blkdebug", "image": "x", "max-transfer": "1"}
            blockdev-add {"driver": "blkdebug", "image": "x", "align": 1.5}
            blockdev-add {"driver": "blkdebug", "image": "x", "take-child-perms": ["x"]}
            blockdev-add {"driver": "blkdebug", "image": "x", "take-child-perms": [3]}
            blockdev-add {"driver": "blkdebug", "image": "x", "unshare-child-perms": ["write", "resize", null]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": {}}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [{}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [1]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [{"event": "none"}, {"event": "x"}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [{"event": "none"}, {"event": "none", "foo": 1}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [{"event": "none", "iotype": "x"}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "inject-error": [{"event": "none", "errno": "EIO"}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "set-state": [{"event": "none"}]}
            blockdev-add {"driver": "blkdebug", "image": "x", "set-state": [{"event": "none", "new_state": "1"}]}
            blockdev-del {"id": "x"}
            blockdev-create {}
            blockdev-create {"job-id": "j"}
            blockdev-create {"options": {}}
            blockdev-create {"job-id": "j", "options": {}}
            blockdev-create {"job-id": "j", "options": "x"}
            blockdev-create {"job-id": "j", "options": {"driver": "raw", "size": 1}}
            blockdev-create {"job-id": "j", "options": {"driver": "null-co", "filename": "/nonexistent/x", "size": 1}}
            blockdev-create {"job-id": "j", "options": {"driver": "blkdebug"}, "x": 1}
            blockdev-create {"job-id": "j", "options": {"driver": "file"}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x"}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": "1"}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": 1.0}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": null}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": -1, "x": 1}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": 1, "preallocation": "bogus"}}
            blockdev-create {"job-id": "j", "options": {"driver": "file", "filename": "/nonexistent/x", "size": 1, "nocow": 1}}
            blockdev-create {"job-id": 5, "options": 5, "x": 5}
            blockdev-backup {}
            blockdev-backup {"device": "d"}
            blockdev-backup {"device": "d", "sync": "full"}
            blockdev-backup {"device": "d", "sync": "bogus", "target": "t"}
            blockdev-backup {"device": "d", "target": "t", "sync": "full", "x-perf": {"max-workers": "1"}}
            blockdev-backup {"device": "d", "target": "t", "sync": "full", "x-perf": {"foo": "1"}}
            blockdev-backup {"device": "d", "target": "t", "sync": "full", "on-source-error": "x"}
            blockdev-backup {"device": "d", "target": "t", "sync": "full", "bitmap-mode": "x"}
            blockdev-backup {"device": "d", "target": "t", "sync": "full", "format": "raw"}
            blockdev-snapshot {"node": "x"}
            blockdev-snapshot {"overlay": "x"}
            blockdev-snapshot {"node": "x", "overlay": 1}
            transaction {}
            transaction {"actions": 1}
            transaction {"actions": [1]}
            transaction {"actions": [{}]}
            transaction {"actions": [{"type": "bogus"}]}
            transaction {"actions": [{"type": "abort"}]}
            transaction {"actions": [{"type": "abort", "data": 1}]}
            transaction {"actions": [{"type": "abort", "data": {"x": 1}}]}
            transaction {"actions": [{"type": "abort", "data": {}, "y": 1}]}
            transaction {"actions": [{"type": "abort", "data": {}}, {"type": "blockdev-backup", "data": {"device": "x"}}]}
            transaction {"actions": [{"type": "blockdev-snapshot", "data": {"node": "x", "overlay": 1}}]}
            transaction {"actions": [], "properties": 1}
            transaction {"actions": [], "properties": {"completion-mode": "x"}}
            transaction {"actions": [], "properties": {"completion-mode": 1}}
            transaction {"actions": [], "properties": {"x": 1}}
            object-add {}
            object-add {"qom-type": "iothread"}
            object-add {"qom-type": "nonsense", "id": "x"}
            object-add {"id": "x"}
            object-add {"qom-type": "iothread", "id": 1}
            object-add {"qom-type": "iothread", "id": "x", "poll-max-ns": "3"}
            object-add {"qom-type": "iothread", "id": "x", "limits": {}}
            object-add {"qom-type": "throttle-group", "id": "x", "limits": 3}
            object-add {"qom-type": "throttle-group", "id": "x", "limits": {"iops-total": "x"}}
            object-add {"qom-type": "throttle-group", "id": "x", "limits": {"x-iops-total": 1}}
            object-add {"qom-type": "throttle-group", "id": "x", "x-bps-read-max-length": true}
            object-del {"name": "x"}
            object-del {"id": "x", "qom-type": "iothread"}
            """;

    private SchemaCases() {}

    /** The arguments with each part in turn taken away, turned into something else, and given a sibling. */
    static List<JsonObject> spoilt(JsonObject arguments) {
        List<JsonObject> all = new ArrayList<>();
        for (String name : arguments.members().keySet()) {
            all.add(arguments.toBuilder().remove(name).build());
            for (JsonValue other : others(arguments.get(name).orElseThrow())) {
                all.add(arguments.toBuilder().put(name, other).build());
            }
        }
        all.add(arguments.toBuilder().put("sibling", 1).put("of", 2).build());
        return all;
    }

    private static List<JsonValue> others(JsonValue value) {
        List<JsonValue> all = new ArrayList<>(List.of(
                JsonNull.NULL,
                JsonValue.of("text"),
                JsonValue.of(1),
                JsonValue.of(0.5),
                JsonValue.of(true),
                JsonArray.of(1),
                JsonObject.of("a", 1)));
        if (value instanceof JsonObject object) {
            all.addAll(spoilt(object));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonValue other : others(array.get(i))) {
                    List<JsonValue> items = new ArrayList<>(array.items());
                    items.set(i, other);
                    all.add(new JsonArray(items));
                }
            }
        }
        return all;
    }
}
