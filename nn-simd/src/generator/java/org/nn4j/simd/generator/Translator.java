package org.nn4j.simd.generator;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SimpleTreeVisitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.simd.generator.Value.Type;

/**
 * Translates a scalar method's operations into operations on vectors, in the same order; the
 * methods that it calls are inlined.
 *
 * <p>It supports the part of Java that those methods use and rejects the rest: local variables,
 * arithmetic, {@code ? :}, {@code Math}, and the bits of numbers.
 */
final class Translator extends SimpleTreeVisitor<Value, Void> {
  private final Definitions definitions;
  private final Precision precision;
  private final LoopBody body;
  private final Bounds bounds;
  private final String owner;
  private final Map<String, Value> variables = new HashMap<>();

  /** Creates a translator of one method, or constant, of the class {@code owner}. */
  Translator(Definitions definitions, Precision precision, LoopBody body, String owner) {
    this.definitions = definitions;
    this.precision = precision;
    this.body = body;
    this.bounds = new Bounds(body, precision);
    this.owner = owner;
  }

  /** Returns what the method returns. */
  Value call(MethodTree method, List<Value> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      variables.put(method.getParameters().get(i).getName().toString(), arguments.get(i));
    }
    for (StatementTree statement : method.getBody().getStatements()) {
      if (statement instanceof ReturnTree last) {
        return visit(last.getExpression(), null);
      }
      perform(statement);
    }
    throw new IllegalArgumentException("nothing is returned by " + method);
  }

  private void perform(StatementTree statement) {
    if (statement instanceof VariableTree local) {
      variables.put(local.getName().toString(), visit(local.getInitializer(), null));
    } else if (statement instanceof ExpressionStatementTree step
        && step.getExpression() instanceof AssignmentTree assignment) {
      variables.put(assignment.getVariable().toString(), visit(assignment.getExpression(), null));
    } else {
      defaultAction(statement, null);
    }
  }

  @Override
  protected Value defaultAction(Tree tree, Void none) {
    throw new IllegalArgumentException("the generator does not know " + tree + " in " + owner);
  }

  @Override
  public Value visitParenthesized(ParenthesizedTree tree, Void none) {
    return visit(tree.getExpression(), none);
  }

  @Override
  public Value visitLiteral(LiteralTree tree, Void none) {
    return switch (tree.getKind()) {
      case INT_LITERAL -> Value.uniform(Type.INTEGER, tree.getValue().toString());
      case LONG_LITERAL -> Value.uniform(Type.INTEGER, tree.getValue() + "L");
      default -> Value.uniform(Type.REAL, tree.getValue() + precision.suffix);
    };
  }

  /** Float.MAX_VALUE and the like. */
  @Override
  public Value visitMemberSelect(MemberSelectTree tree, Void none) {
    return Value.uniform(Type.REAL, tree.toString());
  }

  @Override
  public Value visitIdentifier(IdentifierTree tree, Void none) {
    String name = tree.getName().toString();
    Value local = variables.get(name);
    return local != null ? local : in(owner).visit(definitions.constant(owner, name), none);
  }

  private Translator in(String type) {
    return new Translator(definitions, precision, body, type);
  }

  @Override
  public Value visitUnary(UnaryTree tree, Void none) {
    return tree.getKind() == Tree.Kind.UNARY_MINUS
        ? body.negate(visit(tree.getExpression(), none))
        : defaultAction(tree, none);
  }

  @Override
  public Value visitBinary(BinaryTree tree, Void none) {
    Value x = visit(tree.getLeftOperand(), none);
    Value y = visit(tree.getRightOperand(), none);
    return switch (tree.getKind()) {
      case PLUS -> arithmetic("add", "+", x, y);
      case MINUS -> arithmetic("sub", "-", x, y);
      case MULTIPLY -> arithmetic("mul", "*", x, y);
      case DIVIDE -> arithmetic("div", "/", x, y);
      case LEFT_SHIFT -> body.shift("LSHL", x, y.text());
      case UNSIGNED_RIGHT_SHIFT -> body.shift("LSHR", x, y.text());
      default -> defaultAction(tree, none);
    };
  }

  private Value arithmetic(String method, String operator, Value x, Value y) {
    return x.uniform() && y.uniform()
        ? Value.uniform(x.type(), "(" + x.text() + " " + operator + " " + y.text() + ")")
        : body.binary(method, x, y);
  }

  @Override
  public Value visitConditionalExpression(ConditionalExpressionTree tree, Void none) {
    if (!(tree.getCondition() instanceof BinaryTree test)) {
      return defaultAction(tree, none);
    }
    Value x = visit(test.getLeftOperand(), none);
    Value y = visit(test.getRightOperand(), none);
    Value yes = visit(tree.getTrueExpression(), none);
    Value no = visit(tree.getFalseExpression(), none);
    if (y.uniform() && yes.equals(y) && no.equals(x)) {
      return test.getKind() == Tree.Kind.GREATER_THAN ? bounds.min(x, y) : bounds.max(x, y);
    }
    return switch (test.getKind()) {
      case LESS_THAN -> body.blend(no, yes, body.compare("LT", x, y));
      case GREATER_THAN -> body.blend(no, yes, body.compare("GT", x, y));
      default -> defaultAction(tree, none);
    };
  }

  @Override
  public Value visitMethodInvocation(MethodInvocationTree tree, Void none) {
    List<Value> x = tree.getArguments().stream().map(a -> visit(a, none)).toList();
    String method = tree.getMethodSelect().toString();
    return switch (method) {
      case "Math.abs" -> body.abs(x.get(0));
      case "Math.fma" -> body.fma(x.get(0), x.get(1), x.get(2));
      case "Math.copySign" -> bounds.copySign(x.get(0), x.get(1));
      case "Math.min" -> bounds.min(x.get(0), x.get(1));
      case "Math.max" -> bounds.max(x.get(0), x.get(1));
      case "negativePart" -> bounds.negativePart(x.get(0));
      case "positivePart" -> bounds.positivePart(x.get(0));
      case "Float.floatToRawIntBits", "Double.doubleToRawLongBits" -> body.bits(x.get(0));
      case "Float.intBitsToFloat", "Double.longBitsToDouble" -> body.fromBits(x.get(0));
      default -> inline(method, x);
    };
  }

  private Value inline(String method, List<Value> arguments) {
    boolean math = method.startsWith("NnMath.");
    String type = math ? precision.realPrefix() + "Math" : owner;
    String name = math ? method.substring("NnMath.".length()) : method;
    return in(type).call(definitions.method(type, name, arguments.size()), arguments);
  }
}
