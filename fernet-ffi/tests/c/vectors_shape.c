/* shape/. */
#include "vectors.h"

void shape_bases(const cJSON *test, const cJSON *input, const cJSON *output) {
    uint64_t bases;
    DIRTY(bases);
    fernet_status status =
        fernet_tree_shape_for_transactions(&bases, json_u64(input, "transactions"), json_u8(input, "tx_per_base"));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK(bases == 0);
        return;
    }
    CHECK_OK(status);
    CHECK_U64(bases, output, "bases");
    fernet_tree_shape shape;
    CHECK_OK(fernet_tree_shape_read(&shape, bases));
    CHECK(shape.bases == bases);
    CHECK_U64(shape.nodes, output, "nodes");
}

void shape_shape(const cJSON *test, const cJSON *input, const cJSON *output) {
    uint64_t bases = json_u64(input, "bases");
    fernet_tree_shape shape;
    DIRTY(shape);
    if (json_error(test) != NULL) {
        CHECK_ERROR(fernet_tree_shape_read(&shape, bases), json_error(test));
        CHECK_ZERO(shape);
        return;
    }
    CHECK_OK(fernet_tree_shape_read(&shape, bases));
    CHECK(shape.bases == bases && shape.nodes == 2 * bases - 1 && shape.reserved == 0);
    CHECK_U64(shape.root, output, "root");
    const cJSON *parents = json_field(output, "parents");
    const cJSON *post_order = json_field(output, "post_order");
    CHECK(json_length(parents) == shape.nodes && json_length(post_order) == shape.nodes);

    uint32_t deepest = 0;
    for (uint64_t node = 0; node < shape.nodes; node++) {
        fernet_node info, parent;
        DIRTY(info);
        CHECK_OK(fernet_node_read(&info, bases, node));
        const cJSON *expected = json_item(parents, (size_t)node);
        if (cJSON_IsNull(expected)) {
            CHECK(node == shape.root && info.parent == FERNET_NO_NUMBER && info.depth == 0);
        } else {
            CHECK(info.parent == json_item_u64(parents, (size_t)node));
            CHECK_OK(fernet_node_read(&parent, bases, info.parent));
            CHECK(info.depth == parent.depth + 1);
            CHECK(parent.left == node || parent.right == node);
        }
        CHECK(all_bytes_are(info.reserved, 0, sizeof info.reserved));
        deepest = info.depth > deepest ? info.depth : deepest;
    }
    CHECK(shape.depth == deepest);

    uint64_t node = 0;
    for (size_t i = 0; i < shape.nodes; i++) {
        fernet_node info;
        CHECK(node == json_item_u64(post_order, i));
        CHECK_OK(fernet_node_read(&info, bases, node));
        node = info.next;
    }
    CHECK(node == FERNET_NO_NUMBER);
}

void shape_node(const cJSON *test, const cJSON *input, const cJSON *output) {
    static const char *const kinds[] = {"base", "merge"};
    fernet_node info;
    DIRTY(info);
    fernet_status status = fernet_node_read(&info, json_u64(input, "bases"), json_u64(input, "node"));
    if (json_error(test) != NULL) {
        CHECK_ERROR(status, json_error(test));
        CHECK_ZERO(info);
        return;
    }
    CHECK_OK(status);
    CHECK(info.kind == json_choice(output, "kind", kinds, COUNT(kinds)));
    CHECK_U64(info.first_base, output, "first_base");
    CHECK_U64(info.end_base, output, "end_base");
    CHECK(info.left == json_u64_or(output, "left", FERNET_NO_NUMBER));
    CHECK(info.right == json_u64_or(output, "right", FERNET_NO_NUMBER));
    CHECK(info.parent == json_u64_or(output, "parent", FERNET_NO_NUMBER));
}
