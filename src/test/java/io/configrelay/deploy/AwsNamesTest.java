package io.configrelay.deploy;

import static io.configrelay.deploy.CloudFormation.list;
import static io.configrelay.deploy.CloudFormation.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.deploy.Terraform.Block;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every name in the CloudFormation template and the Terraform files is one that AWS, the provider or the file has. */
class AwsNamesTest {

    private static final CloudFormation TEMPLATE = new CloudFormation(Path.of("deploy/aws/config-relay.yaml"));
    private static final Terraform TERRAFORM = new Terraform(Path.of("deploy/aws/terraform"));

    private static final Set<String> PSEUDO = Set.of("AWS::AccountId", "AWS::NoValue", "AWS::Partition", "AWS::Region");

    /** {@code var.x}, {@code local.x}, {@code data.type.name.attribute} or {@code aws_type.name.attribute}. */
    private static final Pattern REFERENCE =
            Pattern.compile("\\b(?:(var|local)\\.(\\w+)|((?:data\\.)?aws_\\w+)\\.(\\w+)(?:\\[[0*]])?(?:\\.(\\w+))?)");

    /** Arguments that Terraform itself reads. */
    private static final Set<String> META = Set.of("count", "depends_on", "for_each");

    private static Map<String, Object> schemas;

    @BeforeAll
    static void readSchemas() throws IOException {
        schemas = map(Json.read(Files.readString(Path.of("src/test/resources/deploy/schemas.json"))));
    }

    @Test
    void everyNameInTheTemplateIsOneOfItsOwn() {
        Map<String, Map<String, Object>> parameters = TEMPLATE.section("Parameters");
        Map<String, Map<String, Object>> resources = TEMPLATE.section("Resources");
        Set<String> names = CloudFormation.names(TEMPLATE.template());

        assertThat(names).hasSizeGreaterThan(25).allSatisfy(use -> {
            String kind = use.replaceAll(" .*", "");
            String name = use.replaceAll(".* ", "");
            if (kind.equals("Ref")) {
                assertThat(PSEUDO.contains(name) || parameters.containsKey(name) || resources.containsKey(name))
                        .as(use)
                        .isTrue();
            } else if (kind.equals("If")) {
                assertThat(map(TEMPLATE.template().get("Conditions"))).containsKey(name);
            } else {
                String resource = name.replaceAll("\\..*", "");
                assertThat(resources).containsKey(resource);
                Map<String, Object> schema =
                        schema("cloudformation", resources.get(resource).get("Type"));
                assertThat(texts(schema, "attributes")).contains(name.replaceAll(".*\\.", ""));
            }
        });
        assertThat(parameters).allSatisfy((name, parameter) -> assertThat(names).contains("Ref " + name));
        assertThat(map(TEMPLATE.template().get("Conditions")).keySet())
                .allSatisfy(name -> assertThat(names).contains("If " + name));
        assertThat(resources)
                .allSatisfy((name, resource) -> list(resource.get("DependsOn"))
                        .forEach(other -> assertThat(resources).containsKey(String.valueOf(other))));
    }

    @Test
    void everyResourceOfTheTemplateHasWhatItsTypeMayAndMustHave() {
        assertThat(TEMPLATE.section("Resources")).hasSize(13).allSatisfy((name, resource) -> {
            Map<String, Object> schema = schema("cloudformation", resource.get("Type"));
            Set<String> properties = map(resource.get("Properties")).keySet();
            assertThat(texts(schema, "allowed")).containsAll(properties);
            assertThat(properties).containsAll(texts(schema, "required"));
        });
    }

    @Test
    void everyNameInTerraformIsOneOfItsOwn() {
        Map<String, Block> resources = TERRAFORM.resources();
        Set<String> used = new TreeSet<>();

        TERRAFORM
                .expressions()
                .forEach(expression -> REFERENCE.matcher(expression).results().forEach(reference -> {
                    if (reference.group(1) != null) {
                        used.add(reference.group());
                        boolean variable = reference.group(1).equals("var");
                        assertThat(
                                        variable
                                                ? TERRAFORM.named("variable").keySet()
                                                : TERRAFORM.locals().keySet())
                                .as(expression)
                                .contains(reference.group(2));
                        return;
                    }
                    String type = reference.group(3);
                    assertThat(resources).as(expression).containsKey(type + "." + reference.group(4));
                    if (reference.group(5) != null) {
                        Set<String> attributes = new TreeSet<>(texts(schema("terraform", type), "attributes"));
                        attributes.addAll(texts(schema("terraform", type), "allowed"));
                        assertThat(attributes).as(expression).contains(reference.group(5));
                    }
                }));
        assertThat(TERRAFORM.named("variable").keySet())
                .hasSize(12)
                .allSatisfy(name -> assertThat(used).contains("var." + name));
        assertThat(TERRAFORM.locals().keySet())
                .allSatisfy(name -> assertThat(used).contains("local." + name));
    }

    @Test
    void everyResourceOfTerraformHasWhatItsTypeMayAndMustHave() {
        assertThat(TERRAFORM.resources()).hasSize(23).allSatisfy((address, block) -> {
            String type = address.substring(0, address.lastIndexOf('.'));
            check(block, schema("terraform", type));
        });
    }

    private static void check(Block block, Map<String, Object> schema) {
        Set<String> arguments = new TreeSet<>(block.arguments().keySet());
        arguments.removeAll(META);
        assertThat(texts(schema, "allowed")).containsAll(arguments);
        assertThat(arguments).containsAll(texts(schema, "required"));
        for (Block inner : block.blocks()) {
            String type = inner.type().equals("dynamic") ? inner.labels().get(0) : inner.type();
            assertThat(map(schema.get("blocks"))).containsKey(type);
            Map<String, Object> own = map(map(schema.get("blocks")).get(type));
            (inner.type().equals("dynamic") ? inner.blocks("content") : List.of(inner).stream())
                    .forEach(content -> check(content, own));
        }
    }

    private static Map<String, Object> schema(String form, Object type) {
        Map<String, Object> types = map(schemas.get(form));
        assertThat(types).containsKey(String.valueOf(type));
        return map(types.get(String.valueOf(type)));
    }

    private static List<String> texts(Map<String, Object> schema, String key) {
        return list(schema.get(key)).stream().map(String::valueOf).toList();
    }
}
