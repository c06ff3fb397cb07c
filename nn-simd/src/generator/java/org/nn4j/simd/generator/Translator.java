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
import org.nn4j.simd.generator.Value.Sign;
import org.nn4j.simd.generator.Value.Type;

/**
 * Performs a scalar method's operations on vectors, in its order; the methods that it calls are
 * inlined.
 *
 * <p>It knows as much of Java as those methods use, and refuses the rest: local variables,
 * arithmetic, {@code Math}, the bits of numbers, and {@code ? :} in the few forms that stand for a
 * bound or test a sign.
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
    this.owner = owner;
    bounds = new Bounds(body, precision);
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
      default -> positive(tree.getValue() + precision.suffix);
    };
  }

  /** Float.MAX_VALUE and the like. */
  @Override
  public Value visitMemberSelect(MemberSelectTree tree, Void none) {
    return positive(tree.toString());
  }

  private static Value positive(String text) {
    return Value.uniform(Type.REAL, text).withSign(Sign.PLUS);
  }

  @Override
  public Value visitIdentifier(IdentifierTree tree, Void none) {
    String name = tree.getName().toString();
    Value local = variables.get(name);
    return local != null
        ? local
        : in(owner).visit(definitions.constant(owner, name).getInitializer(), none);
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
    boolean uniform = x.uniform() && y.uniform();
    return switch (tree.getKind()) {
      case PLUS -> uniform ? uniform(x, "+", y) : body.binary("add", x, y);
      case MINUS -> uniform ? uniform(x, "-", y) : body.binary("sub", x, y);
      case MULTIPLY -> uniform ? uniform(x, "*", y) : body.multiply(x, y);
      case DIVIDE -> body.binary("div", x, y);
      case LEFT_SHIFT -> body.shift("LSHL", x, y.text());
      case UNSIGNED_RIGHT_SHIFT -> body.shift("LSHR", x, y.text());
      default -> defaultAction(tree, none);
    };
  }

  private static Value uniform(Value x, String operator, Value y) {
    return Value.uniform(x.type(), "(" + x.text() + " " + operator + " " + y.text() + ")");
  }

  @Override
  public Value visitConditionalExpression(ConditionalExpressionTree tree, Void none) {
    BinaryTree condition = (BinaryTree) tree.getCondition();
    boolean less = condition.getKind() == Tree.Kind.LESS_THAN;
    Value x = visit(condition.getLeftOperand(), none);
    Value bound = visit(condition.getRightOperand(), none);
    Value yes = visit(tree.getTrueExpression(), none);
    Value no = visit(tree.getFalseExpression(), none);
    if (yes.equals(bound) && no.equals(x)) {
      return less ? bounds.max(x, bound) : bounds.min(x, bound);
    } else if (!less && bound.isZero() && yes.equals(x) && no.equals(bound)) {
      return bounds.atLeast(x, bound);
    } else if (less && x.type() == Type.INTEGER && bound.text().equals("0")) {
      return bounds.ifNegative(x, yes, no);
    } else if (less && x.sign() == Sign.PLUS && bound.sign() == Sign.PLUS) {
      return bounds.ifLess(x, bound, yes, no);
    }
    return defaultAction(tree, none);
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
      case "atMost" -> bounds.atMost(x.get(0), x.get(1));
      case "atLeast" -> bounds.atLeast(x.get(0), x.get(1));
      case "clamp" -> bounds.clamp(x.get(0), x.get(1));
      case "Float.floatToRawIntBits", "Double.doubleToRawLongBits" -> body.bits(x.get(0));
      case "Float.intBitsToFloat", "Double.longBitsToDouble" -> body.fromBits(x.get(0));
      default -> inline(method, x);
    };
  }

  private Value inline(String method, List<Value> arguments) {
    boolean math = method.startsWith("NnMath.");
    String type = math ? precision.prefix + "Math" : owner;
    String name = math ? method.substring("NnMath.".length()) : method;
    return in(type).call(definitions.method(type, name, arguments.size()), arguments);
  }
}
