package org.jobdeck.ui.parts.console;

import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.source.schema.ServerSchema;

/** A server of a few commands, described as QEMU describes itself. */
final class SmallSchema {

    private SmallSchema() {}

    static ServerSchema schema() throws JsonException {
        return ServerSchema.of((JsonArray) JsonDocument.parse("""
                [{'name': 'job-pause', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '0'},
                 {'name': 'job-resume', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '0'},
                 {'name': 'block-job-pause', 'meta-type': 'command', 'arg-type': '1', 'features': ['deprecated']},
                 {'name': 'blockdev-mirror', 'meta-type': 'command', 'arg-type': '2', 'ret-type': '0'},
                 {'name': 'blockdev-add', 'meta-type': 'command', 'arg-type': '5', 'ret-type': '0'},
                 {'name': '0', 'meta-type': 'object', 'members': []},
                 {'name': '1', 'meta-type': 'object', 'members': [{'name': 'id', 'type': 'str'}]},
                 {'name': '2', 'meta-type': 'object', 'members': [
                    {'name': 'job-id', 'type': 'str', 'default': null}, {'name': 'device', 'type': 'str'},
                    {'name': 'sync', 'type': '3'}, {'name': 'speed', 'type': 'int', 'default': null},
                    {'name': 'top', 'type': 'str', 'default': null, 'features': ['deprecated']},
                    {'name': 'auto-dismiss', 'type': 'bool', 'default': null}]},
                 {'name': '3', 'meta-type': 'enum', 'members': [{'name': 'top'}, {'name': 'full'}, {'name': 'none'}]},
                 {'name': '4', 'meta-type': 'enum', 'members': [{'name': 'file'}, {'name': 'qcow2'}]},
                 {'name': '5', 'meta-type': 'object', 'members': [
                    {'name': 'driver', 'type': '4'}, {'name': 'node-name', 'type': 'str', 'default': null}],
                    'tag': 'driver', 'variants': [{'case': 'file', 'type': '6'}, {'case': 'qcow2', 'type': '7'}]},
                 {'name': '6', 'meta-type': 'object', 'members': [{'name': 'filename', 'type': 'str'}]},
                 {'name': '7', 'meta-type': 'object', 'members': [{'name': 'file', 'type': '8'}]},
                 {'name': '8', 'meta-type': 'alternate', 'members': [{'type': '5'}, {'type': 'str'}]},
                 {'name': 'str', 'meta-type': 'builtin', 'json-type': 'string'},
                 {'name': 'int', 'meta-type': 'builtin', 'json-type': 'int'},
                 {'name': 'bool', 'meta-type': 'builtin', 'json-type': 'boolean'}]
                """));
    }
}
